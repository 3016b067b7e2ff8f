import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import { parseAsPageSize } from "@/lib/page-sizes";
import { parseAsSort } from "@/lib/sort";

export type Accuracy = Schemas["Accuracy"];
export type AccuracyAnswer = Schemas["ForecastAccuracyList"];
export type ModelRun = Schemas["ModelRun"];
type Query = QueryOf<"/api/v1/forecasts/accuracy">;

/** Days from the as-of date to the day forecast; ALL takes them together. */
export const LEADS = ["1-7", "8-14", "15-30", "31-60", "61-90", "91+", "ALL"] as const;
export type Lead = (typeof LEADS)[number];

export const DIMENSIONS = ["FAMILY", "SITE", "REGION", "ABC"] as const;
export const METRICS = ["wape", "mase", "bias", "coverage"] as const;
export type Metric = (typeof METRICS)[number];

/** Runs beside each other; with more, colours could not be told apart. */
export const MOST_RUNS = 3;
/** The API's longest page; segments are sites, families, regions or classes of one run. */
const ALL_SEGMENTS = 1000;

const SORTS = [
  "segment",
  "actual",
  "wape",
  "fva_naive",
  "bias",
  "mase",
  "interval_coverage",
  "cells",
] as const;

/** The accuracy's part of the address. */
export const accuracyParams = {
  run: parseAsArrayOf(parseAsInteger).withDefault([]),
  model: parseAsArrayOf(parseAsString).withDefault([]),
  metric: parseAsStringLiteral(METRICS).withDefault("wape"),
  dim: parseAsStringLiteral(DIMENSIONS).withDefault("FAMILY"),
  segment: parseAsString,
  lead: parseAsStringLiteral(LEADS).withDefault("ALL"),
  worse: parseAsBoolean.withDefault(false),
  asort: parseAsSort(SORTS).withDefault({ by: "actual", desc: true }),
};

export type AccuracyParams = inferParserType<typeof accuracyParams>;

export const loadAccuracyParams = createLoader(accuracyParams);

function accuracyResource(query: Query): Resource<AccuracyAnswer> {
  return {
    key: ["accuracy", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/accuracy", { params: { query }, signal }),
    file: fileOf("/api/v1/forecasts/accuracy", query),
  };
}

/** One query for each run that the address names; one for the newest scored run where it names none. */
function forRuns(run: readonly number[], query: Query): Resource<AccuracyAnswer>[] {
  const runs = run.slice(0, MOST_RUNS);
  if (runs.length === 0) return [accuracyResource(query)];
  return runs.map((run_id) => accuracyResource({ ...query, run_id }));
}

/** Figures by lead time, of the whole company or of the chosen segment. */
export function horizonResources({ run, dim, segment }: AccuracyParams) {
  return forRuns(run, segment === null ? { dimension: "ALL" } : { dimension: dim, segment });
}

/** Figures of every segment of a dimension, over one lead time. */
export function segmentResources({ run, dim, lead }: AccuracyParams) {
  return forRuns(run, { dimension: dim, lead_bucket: lead, limit: ALL_SEGMENTS });
}

/** The list of runs' part of the address. */
export const runParams = {
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(25),
};

export type RunParams = inferParserType<typeof runParams>;

export const loadRunParams = createLoader(runParams);

export function runsResource({ page, size }: RunParams): Resource<Schemas["ModelRunList"]> {
  const query = { limit: size, offset: (Math.max(1, page) - 1) * size };
  return {
    key: ["model-runs", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/runs", { params: { query }, signal }),
    file: fileOf("/api/v1/forecasts/runs", query),
  };
}

/** The runs a reader can choose among. */
export const newestRunsResource = runsResource({ page: 1, size: 100 });
