import type { Schemas } from "@/lib/api/client";
import { daysBetween } from "@/lib/day-arithmetic";

type Line = Pick<
  Schemas["Order"],
  "supplier_id" | "supplier_name" | "order_date" | "actual_delivery_date" | "is_late"
>;

/** How one supplier kept to its word on the lines of one material. */
export type Supply = {
  supplierId: number | null;
  name: string | null;
  lines: number;
  received: number;
  late: number;
  /** Days from order to receipt that half of the received lines kept to; null: none was received. */
  leadTime: number | null;
};

/** The middle value, or the mean of the two in the middle; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** The suppliers of these lines, the one with most lines first. */
export function suppliesOf(lines: readonly Line[]): Supply[] {
  const ids = [...new Set(lines.map((line) => line.supplier_id))];
  return ids
    .map((supplierId) => {
      const own = lines.filter((line) => line.supplier_id === supplierId);
      const days = own.flatMap(({ order_date: placed, actual_delivery_date: came }) =>
        came === null ? [] : [daysBetween(placed, came)],
      );
      return {
        supplierId,
        name: own[0]?.supplier_name ?? null,
        lines: own.length,
        received: days.length,
        late: own.filter((line) => line.is_late === true).length,
        leadTime: medianOf(days),
      };
    })
    .toSorted((a, b) => b.lines - a.lines);
}
