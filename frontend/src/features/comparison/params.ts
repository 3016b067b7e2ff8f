import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import type { PlainDate } from "@/lib/dates";

export type Series = Schemas["ComparedSeries"];
export type Segment = Schemas["SegmentTotal"];

export const VIEWS = ["segments", "series"] as const;
export const DIMENSIONS = ["FAMILY", "SITE", "REGION", "ABC"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Days shown beyond the last day that the newest of the runs knew. */
export const AHEAD = [30, 60, 90] as const;

/** Items times sites times runs, as the API allows at once. */
export const MOST_SERIES = 20;
export const MOST_RUNS = 3;
/** Segments beside each other: as many as there are colours. */
export const MOST_SEGMENTS = 6;
/** Segments shown while none is chosen. */
const FIRST_SEGMENTS = 3;

/** The explorer's part of the address; runs are those of the accuracy beside it. */
export const comparisonParams = {
  view: parseAsStringLiteral(VIEWS).withDefault("segments"),
  item: parseAsArrayOf(parseAsInteger).withDefault([]),
  site: parseAsArrayOf(parseAsInteger).withDefault([]),
  run: parseAsArrayOf(parseAsInteger).withDefault([]),
  by: parseAsStringLiteral(DIMENSIONS).withDefault("FAMILY"),
  seg: parseAsArrayOf(parseAsString).withDefault([]),
  ahead: parseAsNumberLiteral(AHEAD).withDefault(60),
};

export type ComparisonParams = inferParserType<typeof comparisonParams>;

export const loadComparisonParams = createLoader(comparisonParams);

/** How many more sites fit beside these items and runs; at least one does. */
export function mostSites(items: number, runs: number): number {
  return Math.max(1, Math.floor(MOST_SERIES / (Math.max(1, items) * Math.max(1, runs))));
}

export function comparisonResource(
  { item, run }: Pick<ComparisonParams, "item" | "run">,
  sites: readonly number[],
): Resource<Schemas["ForecastComparison"]> {
  const runs = run.slice(0, MOST_RUNS);
  const query: QueryOf<"/api/v1/forecasts/compare"> = {
    item_id: item.join(","),
    site_id: sites.slice(0, mostSites(item.length, runs.length)).join(","),
    ...(runs.length > 0 && { run_id: runs.join(",") }),
  };
  return {
    key: ["forecasts", "compare", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/compare", { params: { query }, signal }),
    file: fileOf("/api/v1/forecasts/compare", query),
  };
}

/** The families as segments, those with most materials first. */
export const familyNames = ({ data }: Schemas["FamilyList"]): string[] =>
  data.toSorted((a, b) => b.item_count - a.item_count).map(({ family }) => family);

/** The segments chosen, or the first few there are. */
export const shownSegments = (chosen: readonly string[], all: readonly string[]): string[] =>
  chosen.length > 0 ? chosen.slice(0, MOST_SEGMENTS) : all.slice(0, FIRST_SEGMENTS);

export function totalsResource(
  { by, run }: Pick<ComparisonParams, "by" | "run">,
  segments: readonly string[],
): Resource<Schemas["ForecastTotals"]> {
  const query: QueryOf<"/api/v1/forecasts/totals"> = {
    dimension: by,
    segment: segments.join(","),
    ...(run[0] !== undefined && { run_id: run[0] }),
  };
  return {
    key: ["forecasts", "totals", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/totals", { params: { query }, signal }),
    file: fileOf("/api/v1/forecasts/totals", query),
  };
}

/** The newest runs, to choose among. */
export const newestRunsResource: Resource<Schemas["ModelRunList"]> = {
  key: ["model-runs", { limit: 100, offset: 0 }],
  read: (api, signal) =>
    api.GET("/api/v1/forecasts/runs", { params: { query: { limit: 100, offset: 0 } }, signal }),
};

export const itemResource = (itemId: number): Resource<Schemas["ItemDetail"]> => ({
  key: ["item", itemId],
  read: (api, signal) =>
    api.GET("/api/v1/items/{item_id}", { params: { path: { item_id: itemId } }, signal }),
});

export const itemSitesResource = (itemId: number): Resource<Schemas["ItemSiteList"]> => ({
  key: ["item-sites", itemId],
  read: (api, signal) =>
    api.GET("/api/v1/items/{item_id}/sites", { params: { path: { item_id: itemId } }, signal }),
});

/** The demand of one item at one site, both days included. */
export function demandResource(
  item_id: number,
  site_id: number,
  start_date: PlainDate,
  end_date: PlainDate,
): Resource<Schemas["DemandSeries"]> {
  const query = { item_id, site_id, start_date, end_date };
  return {
    key: ["demand", query],
    read: (api, signal) => api.GET("/api/v1/demand/timeseries", { params: { query }, signal }),
  };
}

const FOUND = 20;

export function itemSearchResource(q: string): Resource<Schemas["ItemList"]> {
  const query = { ...(q.trim() && { q: q.trim() }), limit: FOUND };
  return {
    key: ["item-search", query],
    read: (api, signal) => api.GET("/api/v1/items", { params: { query }, signal }),
  };
}
