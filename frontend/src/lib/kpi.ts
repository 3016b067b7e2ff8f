import type { Schemas } from "@/lib/api/client";
import { MISSING, type Formatter } from "@/lib/format";

export type KpiUnit = Schemas["UnitEnum"];

/** A KPI's figure in its unit; money is shortened, since a card tells its size and not its cents. */
export function kpiText(format: Formatter, unit: KpiUnit, value: number | null): string {
  switch (unit) {
    case "fraction":
    case "ratio":
      return format.percent(value);
    case "BRL":
      return format.shortCurrency(value);
    case "item-sites":
      return format.integer(value);
    case "units":
    case "times per year":
      return format.quantity(value);
  }
}

/** How much a KPI moved: shares by percentage points, the rest in their own unit. */
export function kpiChangeText(format: Formatter, unit: KpiUnit, change: number | null): string {
  if (change === null) return MISSING;
  if (unit === "fraction" || unit === "ratio") return format.points(change);
  const sign = change > 0 ? "+" : "";
  return sign + kpiText(format, unit, change);
}
