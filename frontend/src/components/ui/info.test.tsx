import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { DataTable } from "@/components/table/data-table";
import { renderWithWords } from "@/test/render";

import { Info } from "./info";

function renderTable(onSort = vi.fn()) {
  renderWithWords(
    <DataTable
      label="Peças"
      columns={[
        {
          id: "wape",
          header: "WAPE",
          cell: ({ row }) => row.original.wape,
          meta: { sortKey: "wape", help: <Info term="WAPE">Erro sobre a demanda.</Info> },
        },
      ]}
      state={{ status: "ready", data: [{ wape: 1 }] }}
      rowId={({ wape }: { wape: number }) => String(wape)}
      sort={null}
      onSort={onSort}
      empty={{ title: "Sem peças", body: "Nada foi carregado ainda." }}
      onRetry={vi.fn()}
    />,
  );
  return onSort;
}

describe("the definition beside a heading", () => {
  it("is told on hover and on a press, and does not sort", async () => {
    const onSort = renderTable();
    const info = screen.getByRole("button", { name: "Como se calcula: WAPE" });
    expect(info).toHaveAttribute("title", "Erro sobre a demanda.");
    await userEvent.click(info);
    expect(await screen.findByText("Erro sobre a demanda.")).toBeInTheDocument();
    expect(onSort).not.toHaveBeenCalled();
  });

  it("leaves the heading's own press to sorting", async () => {
    const onSort = renderTable();
    await userEvent.click(screen.getByRole("button", { name: "WAPE" }));
    expect(onSort).toHaveBeenCalledWith({ by: "wape", desc: false });
  });
});
