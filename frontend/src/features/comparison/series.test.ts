import { describe, expect, it } from "vitest";

import type { Segment, Series } from "./params";
import {
  cutSegments,
  cutSeries,
  lastShown,
  meanError,
  segmentDays,
  seriesDays,
  totalOf,
} from "./series";

const point = (full_date: string, yhat: number, bounds: [number, number] | null = null) => ({
  full_date,
  yhat,
  yhat_lower: bounds?.[0] ?? null,
  yhat_upper: bounds?.[1] ?? null,
  confidence_level: bounds ? 0.95 : null,
  horizon_days: 7,
});

const series = (site_id: number, as_of: string | null, points: Series["points"]): Series => ({
  item_id: 1,
  sku: "CAB-1",
  item_name: "Cabo",
  unit_measure: "M",
  site_id,
  site_code: `S${site_id}`,
  site_name: "",
  run_id: 5,
  run_status: "CHAMPION",
  model_tag: "boosted",
  as_of,
  computed_at: "2026-06-01T05:00:00Z",
  points,
});

const segment = (points: [string, number, number | null][]): Segment => ({
  segment: "Cabos",
  measured_errors: [],
  points: points.map(([full_date, yhat, mean_error_at_most]) => ({
    full_date,
    yhat,
    mean_error_at_most,
    item_sites: 3,
    lead_bucket: "1-7",
  })),
});

describe("series side by side", () => {
  const two = [
    series(1, "2026-05-31", [point("2026-06-01", 2, [0, 5]), point("2026-06-02", 3)]),
    series(2, "2026-05-30", [point("2026-05-31", 7), point("2026-06-01", 8)]),
  ];

  it("share their days in order, each with what it has", () => {
    const days = seriesDays(two);
    expect(days.map(({ date }) => date)).toEqual(["2026-05-31", "2026-06-01", "2026-06-02"]);
    expect(days.map(({ values }) => [values["1-1-5-boosted"], values["1-2-5-boosted"]])).toEqual([
      [null, 7],
      [2, 8],
      [3, null],
    ]);
    expect(days[1]?.bands).toEqual({ "1-1-5-boosted": [0, 5], "1-2-5-boosted": null });
  });

  it("end so many days beyond what the newest run knew", () => {
    expect(lastShown(two, 1)).toBe("2026-06-01");
    expect(cutSeries(two, "2026-06-01").map(({ points }) => points.length)).toEqual([1, 2]);
  });

  it("are not cut where no run tells what it knew", () => {
    const untold = [series(1, null, [point("2026-06-01", 2)])];
    expect(lastShown(untold, 30)).toBeNull();
    expect(cutSeries(untold, null)[0]?.points).toHaveLength(1);
  });
});

describe("sums of a segment", () => {
  const sums = segment([
    ["2026-06-01", 10, 4],
    ["2026-06-02", 20, 6],
    ["2026-06-03", 3, 5],
  ]);

  it("have the measured error around them, never below nothing", () => {
    const key = "Cabos";
    expect(segmentDays([sums]).map(({ values, bands }) => [values[key], bands[key]])).toEqual([
      [10, [6, 14]],
      [20, [14, 26]],
      [3, [0, 8]],
    ]);
  });

  it("have no band where nothing was measured", () => {
    const [day] = segmentDays([segment([["2026-06-01", 10, null]])]);
    expect(day?.bands.Cabos).toBeNull();
  });

  it("say a mean error only where each of their days has one", () => {
    expect(meanError(sums.points)).toBe(5); // (4 + 6 + 5) / 3
    expect(
      meanError(
        segment([
          ["2026-06-01", 1, 2],
          ["2026-06-02", 1, null],
        ]).points,
      ),
    ).toBeNull();
    expect(meanError([])).toBeNull();
  });

  it("are cut at the last day", () => {
    expect(cutSegments([sums], "2026-06-02")[0]?.points).toHaveLength(2);
  });
});

describe("totalOf", () => {
  it("adds means up, and has none of no day", () => {
    expect(totalOf([{ yhat: 1.5 }, { yhat: 2.5 }])).toEqual({ total: 4, perDay: 2, days: 2 });
    expect(totalOf([])).toEqual({ total: null, perDay: null, days: 0 });
  });
});
