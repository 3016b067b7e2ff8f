import type { Sort } from "@/lib/sort";

export type Comparable = number | string | null;

/** The rows by one value of theirs; what has none comes last in either direction, as in the API. */
export function inOrder<Row>(
  rows: readonly Row[],
  sort: Sort,
  valueOf: (row: Row, by: string) => Comparable,
): Row[] {
  const sign = sort.desc ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, sort.by), valueOf(other, sort.by)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === "string" || typeof b === "string") {
      return sign * String(a).localeCompare(String(b), "pt-BR");
    }
    return sign * (a - b);
  });
}

/** Text without capitals and accents, for finding words in it. */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
