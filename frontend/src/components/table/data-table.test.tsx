import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { ViewState } from "@/lib/api/view";
import { renderWithWords, Words } from "@/test/render";

import { DataTable, type DataColumn } from "./data-table";

type Part = { sku: string; stock: number };

const columns: DataColumn<Part>[] = [
  { id: "sku", header: "SKU", cell: ({ row }) => row.original.sku },
  {
    id: "stock",
    header: "Estoque",
    cell: ({ row }) => row.original.stock,
    meta: { align: "right" },
  },
];

function renderTable(state: ViewState<Part[]>, onRetry = vi.fn()) {
  renderWithWords(
    <DataTable
      label="Peças"
      columns={columns}
      state={state}
      rowId={(part) => part.sku}
      empty={{ title: "Sem peças", body: "Nada foi carregado ainda." }}
      onRetry={onRetry}
    />,
  );
  return onRetry;
}

describe("DataTable", () => {
  it("says that it is loading", () => {
    renderTable({ status: "loading" });
    expect(screen.getByRole("region", { name: "Peças" })).toHaveAttribute("aria-busy", "true");
    expect(screen.getByText("Carregando…")).toBeInTheDocument();
  });

  it("says why it is empty", () => {
    renderTable({ status: "ready", data: [] });
    expect(screen.getByRole("status")).toHaveTextContent("Nada foi carregado ainda.");
    expect(screen.queryByRole("table")).not.toBeInTheDocument();
  });

  it("offers to try again when nobody answered", async () => {
    const failure = { kind: "unreachable", status: null, code: null } as const;
    const onRetry = renderTable({ status: "error", failure });
    expect(screen.getByRole("alert")).toHaveTextContent("O serviço de dados não respondeu");
    await userEvent.click(screen.getByRole("button", { name: "Tentar novamente" }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it("offers no retry where trying again changes nothing", () => {
    renderTable({ status: "error", failure: { kind: "forbidden", status: 403, code: null } });
    expect(screen.getByRole("alert")).toHaveTextContent("Sem permissão");
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("keeps the focus within a cell when its columns are made anew", () => {
    const table = () => (
      <DataTable
        label="Peças"
        columns={[{ id: "sku", cell: ({ row }) => <button>{row.original.sku}</button> }]}
        state={{ status: "ready", data: [{ sku: "CAB-1", stock: 7 }] }}
        rowId={(part: Part) => part.sku}
        empty={{ title: "Sem peças", body: "Nada foi carregado ainda." }}
        onRetry={vi.fn()}
      />
    );
    const { rerender } = render(table(), { wrapper: Words });
    screen.getByRole("button", { name: "CAB-1" }).focus();
    rerender(table());
    expect(screen.getByRole("button", { name: "CAB-1" })).toHaveFocus();
  });

  it("shows its rows with numbers on the right", () => {
    renderTable({ status: "ready", data: [{ sku: "CAB-1", stock: 7 }] });
    expect(screen.getByRole("columnheader", { name: "Estoque" })).toHaveClass("text-right");
    expect(screen.getByRole("cell", { name: "7" })).toHaveClass("text-right", "tabular-nums");
  });
});
