import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import { parseAsPageSize } from "@/lib/page-sizes";
import { scopeQuery, type Scope } from "@/lib/scope";
import { parseAsSort, sortText } from "@/lib/sort";

export type Position = Schemas["InventoryPosition"];
export type HealthCell = Schemas["HealthCell"];
export type MatrixCell = Schemas["MatrixCell"];
type Query = QueryOf<"/api/v1/inventory/positions">;

/** What the heat map and the map of sites colour by: parts of the states' item-sites. */
export const MEASURES = ["risk", "excess", "dead"] as const;
export type Measure = (typeof MEASURES)[number];

export const STATES = [
  "STOCKOUT",
  "BELOW_SAFETY_STOCK",
  "AT_REORDER_POINT",
  "HEALTHY",
  "EXCESS",
  "DEAD",
  "UNKNOWN",
] as const satisfies readonly Position["state"][];

const SORTS = [
  "sku",
  "site_code",
  "current_stock",
  "cover_days",
  "days_to_rupture",
  "stock_value",
  "excess_quantity",
] as const;

export const inventoryParams = {
  measure: parseAsStringLiteral(MEASURES).withDefault("risk"),
  state: parseAsArrayOf(parseAsStringLiteral(STATES)).withDefault([]),
  sort: parseAsSort(SORTS).withDefault({ by: "days_to_rupture", desc: false }),
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(50),
};

export type InventoryParams = inferParserType<typeof inventoryParams>;

export const loadInventoryParams = createLoader(inventoryParams);

export function positionsResource(
  params: InventoryParams,
  scope: Scope,
): Resource<Schemas["InventoryPositionList"]> {
  const query: Query = {
    ...scopeQuery(scope),
    ...(params.state.length > 0 && { state: params.state.join(",") }),
    order_by: sortText(params.sort) as Query["order_by"],
    limit: params.size,
    offset: (Math.max(1, params.page) - 1) * params.size,
  };
  return {
    key: ["inventory", "positions", query],
    read: (api, signal) => api.GET("/api/v1/inventory/positions", { params: { query }, signal }),
    file: fileOf("/api/v1/inventory/positions", query),
  };
}

export function healthResource(scope: Scope): Resource<Schemas["InventoryHealth"]> {
  const query = scopeQuery(scope);
  return {
    key: ["inventory", "health", query],
    read: (api, signal) => api.GET("/api/v1/inventory/health", { params: { query }, signal }),
    file: fileOf("/api/v1/inventory/health", query),
  };
}

export function matrixResource(scope: Scope): Resource<Schemas["InventoryMatrix"]> {
  const query = scopeQuery(scope);
  return {
    key: ["inventory", "matrix", query],
    read: (api, signal) => api.GET("/api/v1/inventory/matrix", { params: { query }, signal }),
    file: fileOf("/api/v1/inventory/matrix", query),
  };
}
