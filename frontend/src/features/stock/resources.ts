import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import type { PlainDate } from "@/lib/dates";
import { sortText, type Sort } from "@/lib/sort";

/** Days of projection: as far as our forecasts reach. */
const AHEAD = 90;

export const projectionResource = (
  itemId: number,
  siteId: number,
): Resource<Schemas["StockProjection"]> => ({
  key: ["stock-projection", itemId, siteId],
  read: (api, signal) =>
    api.GET("/api/v1/analytics/stock-projection", {
      params: { query: { item_id: itemId, site_id: siteId, days: AHEAD } },
      signal,
    }),
  file: fileOf("/api/v1/analytics/stock-projection", {
    item_id: itemId,
    site_id: siteId,
    days: AHEAD,
  }),
});

export const policiesResource = (itemId: number): Resource<Schemas["PolicyList"]> => ({
  key: ["policies", itemId],
  read: (api, signal) =>
    api.GET("/api/v1/analytics/policies", { params: { query: { item_id: itemId } }, signal }),
  file: fileOf("/api/v1/analytics/policies", { item_id: itemId }),
});

export const featuresResource = (
  itemId: number,
  siteId: number,
): Resource<Schemas["FeaturesList"]> => ({
  key: ["features", itemId, siteId],
  read: (api, signal) =>
    api.GET("/api/v1/features", {
      params: { query: { item_id: itemId, site_id: siteId, limit: 60 } },
      signal,
    }),
  file: fileOf("/api/v1/features", { item_id: itemId, site_id: siteId }),
});

export const stockHistoryResource = (
  itemId: number,
  siteId: number,
  since: PlainDate,
): Resource<Schemas["InventorySeries"]> => {
  const query = { item_id: itemId, site_id: siteId, start_date: since };
  return {
    key: ["stock-history", query],
    read: (api, signal) => api.GET("/api/v1/inventory/timeseries", { params: { query }, signal }),
    file: fileOf("/api/v1/inventory/timeseries", query),
  };
};

type OrderQuery = QueryOf<"/api/v1/orders">;

/** Days, both included. */
export type Days = { start_date: PlainDate; end_date: PlainDate };

/** The API's longest page. */
export const MOST_LINES = 1000;

export function orderLinesResource(
  itemId: number,
  siteId: number,
  days: Days,
  sort: Sort,
): Resource<Schemas["OrderList"]> {
  const query: OrderQuery = {
    ...days,
    item_id: String(itemId),
    site_id: String(siteId),
    order_by: sortText(sort) as OrderQuery["order_by"],
    limit: MOST_LINES,
  };
  return {
    key: ["order-lines", query],
    read: (api, signal) => api.GET("/api/v1/orders", { params: { query }, signal }),
    file: fileOf("/api/v1/orders", query),
  };
}

export const scorecardsResource = (days: Days): Resource<Schemas["SupplierScorecards"]> => ({
  key: ["supplier-scorecards", days],
  read: (api, signal) =>
    api.GET("/api/v1/suppliers/scorecards", { params: { query: days }, signal }),
});

/** How the newest run that was scored did on the materials of a family, over all lead times. */
export function familyAccuracyResource(family: string): Resource<Schemas["ForecastAccuracyList"]> {
  const query = { dimension: "FAMILY", segment: family, lead_bucket: "ALL" } as const;
  return {
    key: ["accuracy", query],
    read: (api, signal) => api.GET("/api/v1/forecasts/accuracy", { params: { query }, signal }),
  };
}
