import { createLoader, parseAsNumberLiteral } from "nuqs/server";

import type { Schemas } from "@/lib/api/client";
import { fileOf, type FileSource } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import type { PlainDate } from "@/lib/dates";
import type { Scope } from "@/lib/scope";

/** Days of the KPIs' period. */
export const PERIODS = [7, 30, 90] as const;

export const dashboardParams = { days: parseAsNumberLiteral(PERIODS).withDefault(30) };

export const loadDashboardParams = createLoader(dashboardParams);

/** KPIs are kept by one dimension at a time. */
export type Segment = { dimension: Schemas["DimensionEnum"]; segment: string };

/** The segment of a scope that names one thing; null for the whole company. */
export function segmentOf(
  { site, region, family, abc }: Scope,
  sites: readonly Pick<Schemas["Site"], "site_id" | "code">[],
  regions: readonly Pick<Schemas["Region"], "region_id" | "name">[],
): Segment | null {
  const code = sites.find(({ site_id: siteId }) => siteId === site)?.code;
  if (code !== undefined) return { dimension: "SITE", segment: code };
  const name = regions.find(({ region_id: regionId }) => regionId === region)?.name;
  if (name !== undefined) return { dimension: "REGION", segment: name };
  if (family[0] !== undefined) return { dimension: "FAMILY", segment: family[0] };
  if (abc[0] !== undefined) return { dimension: "ABC", segment: abc[0] };
  return null;
}

export function summaryResource(
  days: number,
  segment: Segment | null,
): Resource<Schemas["KpiSummary"]> {
  return {
    key: ["summary", days, segment],
    read: (api, signal) =>
      api.GET("/api/v1/analytics/summary", {
        params: { query: { days, ...segment } },
        signal,
      }),
  };
}

/** The same period's KPIs day by day, as a file. */
export const kpiDaysFile = (
  first: PlainDate,
  last: PlainDate,
  segment: Segment | null,
): FileSource =>
  fileOf("/api/v1/analytics/kpis", { ...segment, start_date: first, end_date: last });

/** Days of demand, and days of forecast beyond it. */
export const TREND = { days: 90, ahead: 30 } as const;

export function trendResource(segment: Segment | null): Resource<Schemas["DemandTrend"]> {
  const query = { ...TREND, ...segment };
  return {
    key: ["demand-trend", query],
    read: (api, signal) => api.GET("/api/v1/analytics/demand-trend", { params: { query }, signal }),
    file: fileOf("/api/v1/analytics/demand-trend", query),
  };
}
