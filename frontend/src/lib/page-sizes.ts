import { parseAsNumberLiteral } from "nuqs/server";

/** How many rows of a list a reader may have at once. */
export const PAGE_SIZES = [25, 50, 100] as const;

export type PageSize = (typeof PAGE_SIZES)[number];

export const parseAsPageSize = parseAsNumberLiteral(PAGE_SIZES);
