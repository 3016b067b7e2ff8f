import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

export const ABC_CLASSES = ["A", "B", "C"] as const;

/** The part of the company a page shows: `?site=&region=&family=&abc=`. */
export const scopeParams = {
  site: parseAsInteger,
  region: parseAsInteger,
  family: parseAsArrayOf(parseAsString).withDefault([]),
  abc: parseAsArrayOf(parseAsStringLiteral(ABC_CLASSES)).withDefault([]),
};

export type Scope = inferParserType<typeof scopeParams>;

export const loadScope = createLoader(scopeParams);

export const WHOLE_COMPANY = { site: null, region: null, family: null, abc: null } as const;

export function isNarrowed({ site, region, family, abc }: Scope): boolean {
  return site !== null || region !== null || family.length > 0 || abc.length > 0;
}

/** The same choice in the API's terms; a filter that is off is left out. */
export function scopeQuery({ site, region, family, abc }: Scope) {
  return {
    ...(site !== null && { site_id: String(site) }),
    ...(region !== null && { region_id: String(region) }),
    ...(family.length > 0 && { family: family.join(",") }),
    ...(abc.length > 0 && { abc_class: abc.join(",") }),
  };
}
