import { inOrder, plain, type Comparable } from "@/lib/order";
import type { Sort } from "@/lib/sort";

import type { Scorecard } from "./params";

const valueOf = (row: Scorecard, by: string): Comparable => row[by as keyof Scorecard];

/** The cards whose name or code holds the words, in the order asked for. */
export function chosenCards(cards: readonly Scorecard[], q: string, sort: Sort): Scorecard[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  const found = cards.filter(({ name, code }) => {
    const text = plain(`${name} ${code}`);
    return words.every((word) => text.includes(word));
  });
  return inOrder(found, sort, valueOf);
}

/** Orders on time in full, counted again from their rate; null where none was due. */
export const ordersKept = ({ otif_rate: rate, orders_due: due }: Scorecard): number | null =>
  rate === null ? null : Math.round(rate * due);
