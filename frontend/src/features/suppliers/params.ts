import {
  createLoader,
  parseAsBoolean,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import type { PlainDate } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";
import { parseAsPageSize } from "@/lib/page-sizes";
import { parseAsSort, sortText } from "@/lib/sort";

export type Scorecard = Schemas["Scorecard"];
export type LeadTime = Schemas["LeadTime"];
export type Supplier = Schemas["Supplier"];
export type Order = Schemas["Order"];

/** Days of the window, up to the last day that orders were loaded for. */
export const WINDOWS = [90, 180, 365, 730] as const;

const SORTS = [
  "name",
  "otif_expected",
  "otif_rate",
  "orders_due",
  "on_time_rate",
  "lead_time_p50",
  "lead_time_p90",
  "promised_days_p50",
  "mean_days_late",
  "lines_received",
  "active_to",
] as const;

const ORDER_SORTS = ["order_date", "expected_delivery_date", "quantity", "days_late"] as const;

export const supplierParams = {
  days: parseAsNumberLiteral(WINDOWS).withDefault(365),
  q: parseAsString.withDefault(""),
  sort: parseAsSort(SORTS).withDefault({ by: "otif_expected", desc: true }),
};

/** The address of one supplier beside its id: the window, and its order lines. */
export const supplierDetailParams = {
  days: supplierParams.days,
  late: parseAsBoolean.withDefault(true),
  sort: parseAsSort(ORDER_SORTS).withDefault({ by: "order_date", desc: true }),
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(25),
};

export type SupplierDetailParams = inferParserType<typeof supplierDetailParams>;

export const loadSupplierParams = createLoader(supplierParams);
export const loadSupplierDetailParams = createLoader(supplierDetailParams);

/** Both days included. */
export type Window = { start_date: PlainDate; end_date: PlainDate };

export const windowOf = (days: number, until: PlainDate): Window => ({
  start_date: shiftDays(until, 1 - days),
  end_date: until,
});

/** The last day that order lines were loaded for; null before the first load. */
export const ordersUntil = ({ data }: Schemas["FreshnessList"]): PlainDate | null =>
  data.find(({ dataset }) => dataset === "orders")?.as_of ?? null;

export function scorecardsResource(
  window: Window,
  supplierId?: number,
): Resource<Schemas["SupplierScorecards"]> {
  const query = { ...window, ...(supplierId !== undefined && { supplier_id: supplierId }) };
  return {
    key: ["suppliers", "scorecards", query],
    read: (api, signal) => api.GET("/api/v1/suppliers/scorecards", { params: { query }, signal }),
    file: fileOf("/api/v1/suppliers/scorecards", query),
  };
}

export function leadTimesResource(
  window: Window,
  supplierId: number,
): Resource<Schemas["SupplierLeadTimes"]> {
  return {
    key: ["suppliers", "lead-times", supplierId, window],
    read: (api, signal) =>
      api.GET("/api/v1/suppliers/{supplier_id}/lead-times", {
        params: { path: { supplier_id: supplierId }, query: window },
        signal,
      }),
    file: fileOf("/api/v1/suppliers/{supplier_id}/lead-times", window, {
      supplier_id: supplierId,
    }),
  };
}

export function orderLinesResource(
  window: Window,
  supplierId: number,
  { late, sort, page, size }: SupplierDetailParams,
): Resource<Schemas["OrderList"]> {
  const query: QueryOf<"/api/v1/orders"> = {
    ...window,
    supplier_id: String(supplierId),
    ...(late && { late }),
    order_by: sortText(sort) as QueryOf<"/api/v1/orders">["order_by"],
    limit: size,
    offset: (Math.max(1, page) - 1) * size,
  };
  return {
    key: ["suppliers", "orders", query],
    read: (api, signal) => api.GET("/api/v1/orders", { params: { query }, signal }),
    file: fileOf("/api/v1/orders", query),
  };
}

/** The id in `/suppliers/[supplierId]`; null when no supplier could have it. */
export function asSupplierId(segment: string): number | null {
  const supplierId = Number(segment);
  return /^\d{1,9}$/.test(segment) && supplierId > 0 ? supplierId : null;
}
