import type { Schemas } from "@/lib/api/client";
import type { Resource } from "@/lib/api/resource";

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
});

export const policiesResource = (itemId: number): Resource<Schemas["PolicyList"]> => ({
  key: ["policies", itemId],
  read: (api, signal) =>
    api.GET("/api/v1/analytics/policies", { params: { query: { item_id: itemId } }, signal }),
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
});
