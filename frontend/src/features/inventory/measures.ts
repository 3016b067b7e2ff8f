import type { Measure } from "./params";

type States = Counts;

/** Item-sites that the measure counts: at risk are those without stock or below their safety stock. */
export function countOf(measure: Measure, states: States): number {
  if (measure === "excess") return states.excess;
  if (measure === "dead") return states.dead;
  return states.stockout + states.below_safety_stock;
}

/** Their share among those whose stock is known; null when it is known of none. */
export function shareOf(measure: Measure, states: States): number | null {
  const known = states.item_sites - states.unknown;
  return known > 0 ? countOf(measure, states) / known : null;
}

/** From 0 to 4: none at all, then up to a tenth, a quarter, a half, and more. */
export function heatOf(share: number): 0 | 1 | 2 | 3 | 4 {
  if (share === 0) return 0;
  if (share <= 0.1) return 1;
  if (share <= 0.25) return 2;
  return share <= 0.5 ? 3 : 4;
}

const ADDED = [
  "item_sites",
  "unknown",
  "stockout",
  "below_safety_stock",
  "at_reorder_point",
  "dead",
  "excess",
  "healthy",
] as const;

export type Counts = Record<(typeof ADDED)[number], number>;

/** Several cells taken together. */
export function together(cells: readonly Counts[]): Counts {
  const sum = (name: (typeof ADDED)[number]) =>
    cells.reduce((total, cell) => total + cell[name], 0);
  return Object.fromEntries(ADDED.map((name) => [name, sum(name)])) as Counts;
}
