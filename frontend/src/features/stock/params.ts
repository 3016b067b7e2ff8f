import { parseAsNumberLiteral, parseAsStringLiteral } from "nuqs/server";

import type { Schemas } from "@/lib/api/client";
import { parseAsSort } from "@/lib/sort";

/** Days of stock counts, as many as the demand beside them shows. */
export const PERIODS = [90, 180, 365] as const;

/** The inventory tab's part of a material's address. */
export const historyParams = { period: parseAsNumberLiteral(PERIODS).withDefault(180) };

const ORDER_SORTS = ["order_date", "expected_delivery_date", "quantity", "days_late"] as const;

export const ORDERS_SHOWN = ["all", "open", "late"] as const;

/** The orders tab's part of it. */
export const orderParams = {
  orders: parseAsStringLiteral(ORDERS_SHOWN).withDefault("all"),
  sort: parseAsSort(ORDER_SORTS).withDefault({ by: "order_date", desc: true }),
};

/** Whether a line is among those the reader asked for. */
export function isShown(
  shown: (typeof ORDERS_SHOWN)[number],
  line: Pick<Schemas["Order"], "status" | "is_late">,
): boolean {
  if (shown === "late") return line.is_late === true;
  if (shown === "open") return line.status === "PLACED" || line.status === "DELAYED";
  return true;
}
