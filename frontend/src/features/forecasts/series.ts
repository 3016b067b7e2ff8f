import type { Schemas } from "@/lib/api/client";
import { latest, type PlainDate } from "@/lib/dates";
import { eachDay, shiftDays } from "@/lib/day-arithmetic";

export type DemandPoint = Schemas["DemandPoint"];
export type ForecastPoint = Schemas["ForecastPoint"];

/** All the API knows of one item at one site, over the longest period a reader can choose. */
export type SiteSeries = {
  demand: DemandPoint[];
  forecast: ForecastPoint[];
  /** The last day the forecast's model had seen; null without a forecast. */
  asOf: PlainDate | null;
  /** The last day the demand data covers; null without any. */
  dataAsOf: PlainDate | null;
  model: Pick<Schemas["ForecastMetadata"], "run_id" | "model_tag" | "computed_at">;
};

/** One day of the chart. Null says that nothing was recorded or forecast for the day. */
export type SeriesDay = {
  date: PlainDate;
  quantity: number | null;
  yhat: number | null;
  /** Lower and upper bound; null when either is missing. */
  band: [number, number] | null;
};

export type ShownSeries = {
  days: SeriesDay[];
  forecast: ForecastPoint[];
  /** Where the history ends and the forecast begins. */
  asOf: PlainDate;
  /** Days with demand in the history, and what they add up to. */
  demandDays: number;
  totalDemand: number;
  /** Null without a forecast: nothing was predicted, which is not a prediction of zero. */
  totalForecast: number | null;
};

/** The day the history is counted back from; null when there is neither demand nor forecast. */
function anchorOf({ asOf, forecast, dataAsOf }: SiteSeries): PlainDate | null {
  if (asOf) return asOf;
  const firstForecast = forecast[0];
  if (firstForecast) return shiftDays(firstForecast.full_date, -1);
  return dataAsOf;
}

const bandOf = (point: ForecastPoint | undefined): [number, number] | null =>
  point?.yhat_lower != null && point.yhat_upper != null
    ? [point.yhat_lower, point.yhat_upper]
    : null;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** `period` days up to the as-of date and `horizon` days after it; null when there is nothing. */
export function cutSeries(
  series: SiteSeries,
  { period, horizon }: { period: number; horizon: number },
): ShownSeries | null {
  const asOf = anchorOf(series);
  if (asOf === null) return null;
  const start = shiftDays(asOf, 1 - period);
  const lastForecastDay = shiftDays(asOf, horizon);
  const demand = series.demand.filter((point) => point.full_date >= start);
  const forecast = series.forecast.filter((point) => point.full_date <= lastForecastDay);
  if (demand.length === 0 && forecast.length === 0) return null;

  const end = latest(asOf, demand.at(-1)?.full_date, forecast.at(-1)?.full_date) ?? asOf;
  const quantities = new Map(demand.map((point) => [point.full_date, point.quantity]));
  const predictions = new Map(forecast.map((point) => [point.full_date, point]));
  const history = demand.filter((point) => point.full_date <= asOf);
  return {
    days: eachDay(start, end).map((date) => ({
      date,
      quantity: quantities.get(date) ?? null,
      yhat: predictions.get(date)?.yhat ?? null,
      band: bandOf(predictions.get(date)),
    })),
    forecast,
    asOf,
    demandDays: history.filter((point) => point.quantity > 0).length,
    totalDemand: sum(history.map((point) => point.quantity)),
    totalForecast: forecast.length > 0 ? sum(forecast.map((point) => point.yhat)) : null,
  };
}
