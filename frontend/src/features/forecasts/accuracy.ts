import { parseAsStringLiteral } from "nuqs/server";

import type { Schemas } from "@/lib/api/client";
import type { Resource } from "@/lib/api/resource";

/** Days from the as-of date to the day forecast, as the API cuts them. */
export const LEAD_TIMES = ["ALL", "1-7", "8-14", "15-30", "31-60", "61-90"] as const;

export type LeadTime = (typeof LEAD_TIMES)[number];

export const comparisonParams = { lead: parseAsStringLiteral(LEAD_TIMES).withDefault("ALL") };

/** The newest runs are compared: older ones judged other days. */
const RUNS = 6;

export const forecastRunsResource: Resource<Schemas["ModelRunList"]> = {
  key: ["forecast-runs", RUNS],
  read: (api, signal) =>
    // Runs of features are among them.
    api.GET("/api/v1/forecasts/runs", { params: { query: { limit: 4 * RUNS } }, signal }),
};

export const forecastRunsOf = (runs: readonly Schemas["ModelRun"][]) =>
  runs.filter(({ dataset }) => dataset === "forecasts").slice(0, RUNS);

/** One run on the materials of a family, or on all where there is none. */
export function runAccuracyResource(
  runId: number,
  family: string | null,
  lead: LeadTime,
): Resource<Schemas["ForecastAccuracyList"]> {
  const query = {
    run_id: runId,
    lead_bucket: lead,
    ...(family === null ? {} : ({ dimension: "FAMILY", segment: family } as const)),
  };
  return {
    key: ["run-accuracy", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/accuracy", { params: { query }, signal }),
  };
}
