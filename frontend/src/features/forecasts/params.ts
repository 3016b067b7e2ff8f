import { parseAsNumberLiteral } from "nuqs/server";

/** Days of history before the as-of date. */
export const PERIODS = [90, 180, 365] as const;
/** Days of forecast after it. */
export const HORIZONS = [30, 60, 90] as const;

export const LONGEST_PERIOD = Math.max(...PERIODS);

/** The chart's part of a material's address: `?period=&horizon=`. */
export const forecastParams = {
  period: parseAsNumberLiteral(PERIODS).withDefault(180),
  horizon: parseAsNumberLiteral(HORIZONS).withDefault(90),
};
