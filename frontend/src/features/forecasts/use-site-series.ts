"use client";

import { useQuery } from "@tanstack/react-query";

import { browserApi, dataOrThrow } from "@/lib/api/browser";
import { latest } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";

import { LONGEST_PERIOD } from "./params";
import type { SiteSeries } from "./series";
import type { ItemSite } from "@/lib/item-sites";

/** The API's longest page; a run has one row a day and ends long before. */
const WHOLE_RUN = 1000;

async function fetchSeries(
  itemId: number,
  site: ItemSite,
  signal: AbortSignal,
): Promise<SiteSeries> {
  const pair = { item_id: itemId, site_id: site.site_id };
  const forecast = await dataOrThrow(
    browserApi.GET("/api/v1/forecasts", {
      params: { query: { ...pair, limit: WHOLE_RUN } },
      signal,
    }),
  );
  const { as_of: asOf, run_id, model_tag, computed_at } = forecast.metadata;
  const model = { run_id, model_tag, computed_at };
  // The history is asked for around the data's own dates: the data may be older than today.
  const end = latest(asOf, site.last_demand_date);
  if (end === null) return { demand: [], forecast: forecast.data, asOf, dataAsOf: null, model };
  const demand = await dataOrThrow(
    browserApi.GET("/api/v1/demand/timeseries", {
      params: {
        query: { ...pair, start_date: shiftDays(asOf ?? end, 1 - LONGEST_PERIOD), end_date: end },
      },
      signal,
    }),
  );
  return {
    demand: demand.data,
    forecast: forecast.data,
    asOf,
    dataAsOf: demand.metadata.data_as_of,
    model,
  };
}

export function useSiteSeries(itemId: number, site: ItemSite) {
  return useQuery({
    queryKey: ["site-series", itemId, site.site_id, site.last_demand_date],
    queryFn: ({ signal }) => fetchSeries(itemId, site, signal),
  });
}
