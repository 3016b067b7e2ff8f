import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

export const ABC_CLASSES = ["A", "B", "C"] as const;
export const PAGE_SIZES = [25, 50, 100] as const;

/** The catalogue's address: `?q=&family=&abc=&page=&size=`. */
export const materialParams = {
  q: parseAsString.withDefault(""),
  family: parseAsArrayOf(parseAsString).withDefault([]),
  abc: parseAsArrayOf(parseAsStringLiteral(ABC_CLASSES)).withDefault([]),
  page: parseAsInteger.withDefault(1),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
};

export type MaterialParams = inferParserType<typeof materialParams>;

export const loadMaterialParams = createLoader(materialParams);

export const NO_FILTERS = { q: null, family: null, abc: null, page: null } as const;

export function isFiltered({ q, family, abc }: MaterialParams): boolean {
  return q.trim() !== "" || family.length > 0 || abc.length > 0;
}

/** The same choice in the API's terms; a filter that is off is left out. */
export function itemQuery({ q, family, abc, page, size }: MaterialParams) {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(family.length > 0 && { family: family.join(",") }),
    ...(abc.length > 0 && { abc_class: abc.join(",") }),
    limit: size,
    offset: (Math.max(1, page) - 1) * size,
  };
}

/** Under which keys the answers are kept, by the server that fetches first and the browser after. */
export const FAMILIES_KEY = ["families"] as const;
export const itemsKey = (params: MaterialParams) => ["items", itemQuery(params)] as const;

/** The id in `/materials/[itemId]`; null when no item could have it. */
export function asItemId(segment: string): number | null {
  const itemId = Number(segment);
  return /^\d+$/.test(segment) && Number.isSafeInteger(itemId) && itemId > 0 ? itemId : null;
}

/** The sides of a material, in their order. */
export const MATERIAL_TABS = [
  "overview",
  "demand",
  "inventory",
  "forecasts",
  "features",
  "orders",
] as const;

export type MaterialTab = (typeof MATERIAL_TABS)[number];
