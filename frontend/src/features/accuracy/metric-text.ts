import type { Formatter } from "@/lib/format";

import type { Metric } from "./params";

/** MASE is a ratio to another error; the others are shares. */
export const metricText = (format: Formatter, metric: Metric, value: number | null): string =>
  metric === "mase" ? format.estimate(value) : format.rate(value);
