import "server-only";

import type { Schemas } from "@/lib/api/client";
import { freshnessResource } from "@/lib/api/reference";
import type { ApiResult } from "@/lib/api/result";
import { askApi } from "@/lib/api/server";

import { ordersUntil, windowOf, type Supplier, type Window } from "./params";

/** The window up to the last order; null where none was loaded, or the API can't tell. */
export async function fetchWindow(days: number): Promise<Window | null> {
  const freshness: ApiResult<Schemas["FreshnessList"]> = await askApi((api) =>
    freshnessResource.read(api),
  );
  const until = freshness.ok ? ordersUntil(freshness.data) : null;
  return until === null ? null : windowOf(days, until);
}

export function fetchSupplier(supplierId: number): Promise<ApiResult<Supplier>> {
  return askApi((api) =>
    api.GET("/api/v1/suppliers/{supplier_id}", {
      params: { path: { supplier_id: supplierId } },
    }),
  );
}
