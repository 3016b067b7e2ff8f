import { createParser } from "nuqs/server";

/** The API's name of a column, and the direction. */
export type Sort = { by: string; desc: boolean };

/** `-name` for the greatest first, `name` for the least first: the same in the address and the API. */
export const sortText = ({ by, desc }: Sort): string => (desc ? `-${by}` : by);

/** Reads `?sort=` among the columns that can be sorted by. */
export function parseAsSort(allowed: readonly string[]) {
  return createParser<Sort>({
    parse: (text) => {
      const desc = text.startsWith("-");
      const by = desc ? text.slice(1) : text;
      return allowed.includes(by) ? { by, desc } : null;
    },
    serialize: sortText,
    eq: (a, b) => a.by === b.by && a.desc === b.desc,
  });
}
