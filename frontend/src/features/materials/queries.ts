import "server-only";

import type { Schemas } from "@/lib/api/client";
import type { ApiResult } from "@/lib/api/result";
import { askApi } from "@/lib/api/server";

export type ItemDetail = Schemas["ItemDetail"];

export function fetchItem(itemId: number): Promise<ApiResult<ItemDetail>> {
  return askApi((api) =>
    api.GET("/api/v1/items/{item_id}", { params: { path: { item_id: itemId } } }),
  );
}
