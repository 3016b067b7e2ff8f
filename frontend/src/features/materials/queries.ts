import "server-only";

import type { Schemas } from "@/lib/api/client";
import type { ApiResult } from "@/lib/api/result";
import { askApi } from "@/lib/api/server";

import { itemQuery, type MaterialParams } from "./params";

export type Item = Schemas["Item"];
export type ItemDetail = Schemas["ItemDetail"];
export type ItemFamily = Schemas["Family"];
export type ItemPage = Schemas["ItemList"];

export function fetchItems(params: MaterialParams): Promise<ApiResult<ItemPage>> {
  return askApi((api) => api.GET("/api/v1/items", { params: { query: itemQuery(params) } }));
}

export async function fetchFamilies(): Promise<ApiResult<ItemFamily[]>> {
  const result = await askApi((api) => api.GET("/api/v1/items/families"));
  return result.ok ? { ok: true, data: result.data.data } : result;
}

export function fetchItem(itemId: number): Promise<ApiResult<ItemDetail>> {
  return askApi((api) =>
    api.GET("/api/v1/items/{item_id}", { params: { path: { item_id: itemId } } }),
  );
}
