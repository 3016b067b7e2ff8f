import { describe, expect, it } from "vitest";

import { byLead, chosenSegments, inLeadOrder, modelsOf, ofModels, verdictOf } from "./figures";
import type { Accuracy } from "./params";

const figure = (lead_bucket: string, fields: Partial<Accuracy> = {}): Accuracy => ({
  forecast_run_id: 5,
  model_tag: "boosted",
  lead_bucket,
  dimension: "ALL",
  segment: "ALL",
  first_day: "2026-05-01",
  last_day: "2026-05-30",
  actual: 100,
  mape_coverage: 0.2,
  computed_at: "2026-06-01T05:00:00Z",
  cells: 30,
  demand_cells: 6,
  interval_cells: 30,
  series: 1,
  unscaled_series: 0,
  wape: 0.5,
  mape: 0.4,
  bias: -0.1,
  mase: 0.9,
  rmsse: 0.8,
  interval_coverage: 0.97,
  nominal_coverage: 0.95,
  pinball_lower: 0.1,
  pinball_median: 0.2,
  pinball_upper: 0.1,
  wape_naive: 0.6,
  fva_naive: 0.1,
  fva_zero: 0.5,
  ...fields,
});

describe("accuracy by lead time", () => {
  // The API sorts the labels as text: 15-30 comes before 8-14.
  const rows = [
    figure("1-7", { wape: 0.4, wape_naive: 0.5, fva_naive: 0.1 }),
    figure("15-30", { wape: 0.7, wape_naive: 0.6, fva_naive: -0.1 }),
    figure("8-14", { wape: null, wape_naive: null, fva_naive: null }),
    figure("ALL", { fva_naive: 0.02 }),
  ];

  it("comes in the order of time, all together last", () => {
    expect(inLeadOrder(rows).map((row) => row.lead_bucket)).toEqual([
      "1-7",
      "8-14",
      "15-30",
      "ALL",
    ]);
  });

  it("stands beside the naive forecast, and is missing where it is not known", () => {
    expect(byLead(rows, "wape")).toEqual([
      { lead: "1-7", values: { "5 boosted": 0.4 }, against: { "5 boosted": 0.5 } },
      { lead: "8-14", values: { "5 boosted": null }, against: { "5 boosted": null } },
      { lead: "15-30", values: { "5 boosted": 0.7 }, against: { "5 boosted": 0.6 } },
    ]);
  });

  it.each([
    ["mase", 0.9, 1],
    ["bias", -0.1, 0],
    ["coverage", 0.97, 0.95],
  ] as const)("holds %s against what it should be", (metric, value, against) => {
    expect(byLead(rows, metric)[0]).toEqual({
      lead: "1-7",
      values: { "5 boosted": value },
      against: { "5 boosted": against },
    });
  });

  it("says where a naive forecast was better, though not over all lead times", () => {
    const { lost, compared } = verdictOf(rows);
    expect(lost.map((row) => row.lead_bucket)).toEqual(["15-30"]);
    expect(compared).toBe(2); // 8-14 has no figure
  });
});

describe("models", () => {
  const rows = [
    figure("1-7"),
    figure("1-7", { model_tag: "seasonal_naive" }),
    figure("1-7", { forecast_run_id: 6 }),
    figure("8-14"),
  ];

  it("are told apart by run and name", () => {
    expect(modelsOf(rows).map(({ key }) => key)).toEqual([
      "5 boosted",
      "5 seasonal_naive",
      "6 boosted",
    ]);
  });

  it("are all shown until some are chosen", () => {
    expect(ofModels(rows, [])).toHaveLength(4);
    expect(ofModels(rows, ["seasonal_naive"])).toEqual([rows[1]]);
  });
});

describe("segments", () => {
  const rows = [
    figure("ALL", { segment: "Cabos", actual: 10, fva_naive: -0.2 }),
    figure("ALL", { segment: "Fibra", actual: 90, fva_naive: 0.2 }),
    figure("ALL", { segment: "Energia", actual: 50, fva_naive: null }),
  ];
  const names = (worse: boolean, by: string, desc: boolean) =>
    chosenSegments(rows, { worse, asort: { by, desc } }).map(({ segment }) => segment);

  it("come by the figure asked for, the unknown last", () => {
    expect(names(false, "actual", true)).toEqual(["Fibra", "Energia", "Cabos"]);
    expect(names(false, "fva_naive", false)).toEqual(["Cabos", "Fibra", "Energia"]);
  });

  it("can be narrowed to those a naive forecast beats", () => {
    expect(names(true, "actual", true)).toEqual(["Cabos"]);
  });
});
