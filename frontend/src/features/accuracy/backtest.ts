import type { Formatter } from "@/lib/format";
import { MISSING } from "@/lib/format";

import type { ModelRun } from "./params";

/** What the run's maker told of its errors, e.g. "WAPE 41,0%"; a dash where nothing was told. */
export function backtestText(backtest: ModelRun["backtest"], format: Formatter): string {
  const metric = backtest?.metric;
  const value = backtest?.value;
  if (typeof metric !== "string" || typeof value !== "number") return MISSING;
  const text = metric === "wape" ? format.rate(value) : format.estimate(value);
  return `${metric.toUpperCase()} ${text}`;
}
