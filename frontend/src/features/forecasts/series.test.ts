import { describe, expect, it } from "vitest";

import { cutSeries, type ForecastPoint, type SiteSeries } from "./series";

const forecastDay = (full_date: string, over: Partial<ForecastPoint> = {}): ForecastPoint => ({
  full_date,
  yhat: 2,
  yhat_lower: 1,
  yhat_upper: 4,
  model_tag: "m",
  horizon_days: 30,
  confidence_level: 0.9,
  ...over,
});

const series: SiteSeries = {
  demand: [
    { full_date: "2026-01-01", quantity: 9 },
    { full_date: "2026-01-08", quantity: 5 },
    { full_date: "2026-01-10", quantity: 0 },
  ],
  forecast: [forecastDay("2026-01-11"), forecastDay("2026-01-12"), forecastDay("2026-01-13")],
  asOf: "2026-01-10",
  dataAsOf: "2026-01-10",
  model: { run_id: 7, model_tag: "m", computed_at: null },
};
const nothing: SiteSeries = { ...series, demand: [], forecast: [], asOf: null, dataAsOf: null };

describe("cutSeries", () => {
  it("covers the period up to the as-of date and the horizon after it", () => {
    const shown = cutSeries(series, { period: 3, horizon: 2 });
    expect(shown?.days.map((day) => day.date)).toEqual([
      "2026-01-08",
      "2026-01-09",
      "2026-01-10",
      "2026-01-11",
      "2026-01-12",
    ]);
  });

  it("invents no demand for a day without a record and keeps a recorded zero", () => {
    const shown = cutSeries(series, { period: 3, horizon: 2 });
    expect(shown?.days.slice(0, 3).map((day) => day.quantity)).toEqual([5, null, 0]);
  });

  it("adds up only what is shown", () => {
    // Demand: 5 and a recorded 0. Forecast: two days of 2.
    const shown = cutSeries(series, { period: 3, horizon: 2 });
    expect(shown).toMatchObject({ totalDemand: 5, demandDays: 1, totalForecast: 4 });
  });

  it("draws no band where a bound is missing", () => {
    const forecast = [forecastDay("2026-01-11", { yhat_lower: null })];
    const shown = cutSeries({ ...series, forecast }, { period: 3, horizon: 2 });
    expect(shown?.days.at(-1)).toMatchObject({ yhat: 2, band: null });
  });

  it("predicts nothing, rather than zero, without a forecast", () => {
    const shown = cutSeries({ ...series, forecast: [], asOf: null }, { period: 3, horizon: 30 });
    expect(shown).toMatchObject({ asOf: "2026-01-10", totalForecast: null });
  });

  it("has nothing to show without demand and forecast", () => {
    expect(cutSeries(nothing, { period: 90, horizon: 30 })).toBeNull();
  });
});
