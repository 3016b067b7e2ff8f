import "server-only";

import type { ApiResult } from "@/lib/api/result";
import { askApi } from "@/lib/api/server";

import type { ItemSite } from "@/lib/item-sites";

export async function fetchItemSites(itemId: number): Promise<ApiResult<ItemSite[]>> {
  const result = await askApi((api) =>
    api.GET("/api/v1/items/{item_id}/sites", { params: { path: { item_id: itemId } } }),
  );
  return result.ok ? { ok: true, data: result.data.data } : result;
}
