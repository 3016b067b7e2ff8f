import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import { parseAsPageSize } from "@/lib/page-sizes";
import { scopeQuery, type Scope } from "@/lib/scope";
import { parseAsSort, sortText } from "@/lib/sort";

export type Item = Schemas["Item"];
type Query = QueryOf<"/api/v1/items">;

/** How steady demand is: little, more, and hardly at all. */
export const XYZ_CLASSES = ["X", "Y", "Z"] as const;

/** How demand comes: every day or rarely, in like amounts or not. */
export const DEMAND_CLASSES = ["SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY"] as const;

const SORTS = ["sku", "name", "family", "abc_class", "criticality"] as const;

/** The catalogue's address beside its scope. */
export const materialParams = {
  q: parseAsString.withDefault(""),
  xyz: parseAsArrayOf(parseAsStringLiteral(XYZ_CLASSES)).withDefault([]),
  demand: parseAsArrayOf(parseAsStringLiteral(DEMAND_CLASSES)).withDefault([]),
  sort: parseAsSort(SORTS).withDefault({ by: "sku", desc: false }),
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(50),
};

export type MaterialParams = inferParserType<typeof materialParams>;

export const loadMaterialParams = createLoader(materialParams);

export const NO_FILTERS = { q: null, xyz: null, demand: null, page: null } as const;

export function isFiltered({ q, xyz, demand }: MaterialParams): boolean {
  return q.trim() !== "" || xyz.length > 0 || demand.length > 0;
}

/** The same choice in the API's terms; a filter that is off is left out. */
export function itemQuery(params: MaterialParams, scope: Scope): Query {
  const { q, xyz, demand, sort, page, size } = params;
  return {
    // The catalogue lists what sites hold by site alone.
    ...scopeQuery({ ...scope, region: null }),
    ...(q.trim() && { q: q.trim() }),
    ...(xyz.length > 0 && { xyz_class: xyz.join(",") }),
    ...(demand.length > 0 && { demand_class: demand.join(",") }),
    order_by: sortText(sort) as Query["order_by"],
    limit: size,
    offset: (Math.max(1, page) - 1) * size,
  };
}

export function itemsResource(params: MaterialParams, scope: Scope): Resource<Schemas["ItemList"]> {
  const query = itemQuery(params, scope);
  return {
    key: ["items", query],
    read: (api, signal) => api.GET("/api/v1/items", { params: { query }, signal }),
    file: fileOf("/api/v1/items", query),
  };
}

/** The id in `/materials/[itemId]`; null when no item could have it. */
export function asItemId(segment: string): number | null {
  const itemId = Number(segment);
  return /^\d+$/.test(segment) && Number.isSafeInteger(itemId) && itemId > 0 ? itemId : null;
}

/** The sides of a material, in their order. */
export const MATERIAL_TABS = [
  "overview",
  "demand",
  "inventory",
  "forecasts",
  "features",
  "orders",
] as const;

export type MaterialTab = (typeof MATERIAL_TABS)[number];
