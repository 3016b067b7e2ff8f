import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { ViewState } from "@/lib/api/view";
import { renderWithWords } from "@/test/render";

import { ChartFrame } from "./chart-frame";

function renderFrame(state: ViewState<number[]>, onRetry = vi.fn()) {
  renderWithWords(
    <ChartFrame
      title="Demanda"
      unit="UN por dia"
      period="01/01/2026 a 31/01/2026"
      state={state}
      isEmpty={(values) => values.length === 0}
      empty={{ title: "Sem demanda", body: "Nada foi registrado no período." }}
      onRetry={onRetry}
      table={(values) => <p>tabela: {values.join(" ")}</p>}
    >
      {(values) => <p>desenho: {values.join(" ")}</p>}
    </ChartFrame>,
  );
  return onRetry;
}

describe("ChartFrame", () => {
  it("names the chart, its unit and its period", () => {
    renderFrame({ status: "ready", data: [1, 2] });
    expect(screen.getByRole("region", { name: "Demanda" })).toBeInTheDocument();
    expect(screen.getByText("Unidade: UN por dia · 01/01/2026 a 31/01/2026")).toBeInTheDocument();
    expect(screen.getByText("desenho: 1 2")).toBeInTheDocument();
  });

  it("shows the same values as a table", async () => {
    renderFrame({ status: "ready", data: [1, 2] });
    await userEvent.click(screen.getByRole("button", { name: "Ver tabela" }));
    expect(screen.getByText("tabela: 1 2")).toBeInTheDocument();
    expect(screen.queryByText("desenho: 1 2")).not.toBeInTheDocument();
  });

  it("says that it is loading", () => {
    renderFrame({ status: "loading" });
    expect(screen.getByRole("status")).toHaveTextContent("Carregando…");
  });

  it("says why there is nothing to draw", () => {
    renderFrame({ status: "ready", data: [] });
    expect(screen.getByRole("status")).toHaveTextContent("Nada foi registrado no período.");
    expect(screen.queryByRole("button", { name: "Ver tabela" })).not.toBeInTheDocument();
  });

  it("offers to try again after a failure", async () => {
    const failure = { kind: "failed", status: 500, code: null } as const;
    const onRetry = renderFrame({ status: "error", failure });
    await userEvent.click(screen.getByRole("button", { name: "Tentar novamente" }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });
});
