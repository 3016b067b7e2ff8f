import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen, within } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { describe, expect, it } from "vitest";

import { Toasts } from "@/components/ui/toasts";
import { renderWithWords } from "@/test/render";

import { LoadPanel } from "./load-panel";
import { loadResource, rejectsResource, type LoadDetail, type Reject } from "./params";

const RUN = 17;

const load = {
  run_id: RUN,
  dataset: "demand",
  status: "REJECTED",
  message: "Too many rows were refused.",
  rows_read: 1000,
  rows_loaded: null,
  rows_rejected: 40,
  rows_duplicate: 0,
  rows_set_apart: 0,
  rows_per_second: null,
  first_date: null,
  last_date: null,
  schema_version: null,
  sha256: null,
  previous_run_id: 12,
  steps: [
    { step: "open", seconds: 0.5 },
    { step: "copy", seconds: 2 },
  ],
  changes: [{ name: "rows", before: 900, now: 1000, percent: 11.1 }],
} as unknown as LoadDetail;

const reject: Reject = {
  reject_id: 1,
  row_no: 23,
  column_name: "quantity",
  code: "OUT_OF_RANGE",
  value: "-4",
  message: "0 or more",
};

/** The answers are at hand, so that nothing is asked for. */
function renderPanel(rejects: Reject[]) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(loadResource(RUN).key, load);
  client.setQueryData(rejectsResource(RUN, 1).key, {
    data: rejects,
    metadata: { total_count: rejects.length },
  });
  renderWithWords(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter>
        <Toasts>
          <LoadPanel runId={RUN} adminUrl="/admin/" />
        </Toasts>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}

describe("an opened load", () => {
  it("shows each refused row with its value and the rule that it broke", () => {
    renderPanel([reject]);
    const rejects = screen.getAllByRole("region", { name: "Linhas recusadas" })[0];
    expect(rejects).toHaveTextContent("Linhas recusadas: 1 guardada de 40");
    const cells = within(rejects ?? document.body).getAllByRole("cell");
    expect(cells.map((cell) => cell.textContent)).toEqual([
      "23",
      "OUT_OF_RANGE",
      "quantity",
      "-4",
      "0 or more",
    ]);
  });

  it("says so where every row kept to the contract", () => {
    renderPanel([]);
    expect(screen.getByText(/cumpriram o contrato/)).toBeInTheDocument();
  });

  it("tells its steps, its message, and how far it is from the load before", () => {
    renderPanel([]);
    expect(screen.getByText("Too many rows were refused.")).toBeInTheDocument();
    const steps = screen.getByRole("region", { name: "Etapas" });
    expect(steps).toHaveTextContent("copy2 s");
    const changes = screen.getByRole("region", { name: "Contra a carga anterior" });
    expect(within(changes).getByRole("row", { name: /rows/ })).toHaveTextContent("11,1%");
    expect(screen.getByRole("link")).toHaveAttribute("href", "/admin/support/loadrun/17/change/");
  });
});
