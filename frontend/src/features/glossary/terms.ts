import type { Locale } from "@/lib/i18n/locales";
import type { Resource } from "@/lib/api/resource";
import type { Schemas } from "@/lib/api/client";

export type Term = Schemas["Term"];

/** In the order in which a reader meets them. */
export const GROUPS = [
  "KPI",
  "ACCURACY",
  "DEMAND",
  "STOCK",
  "STATE",
  "RECOMMENDATION",
  "ALERT",
  "SUPPLIER",
] as const satisfies readonly Schemas["GroupEnum"][];

export const glossaryResource = (lang: Locale): Resource<Schemas["Glossary"]> => ({
  key: ["glossary", lang],
  read: (api, signal) => api.GET("/api/v1/glossary", { params: { query: { lang } }, signal }),
});

/** Where a term stands on the page: codes repeat between groups. */
export const anchorOf = ({ group, name }: Pick<Term, "group" | "name">): string =>
  `${group.toLowerCase()}-${name}`;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Terms that have the words in their name or in what is said of them, whatever the accents. */
export function termsWith(words: string, terms: readonly Term[]): Term[] {
  const sought = plain(words.trim());
  return terms.filter(({ label, name, meaning, formula }) =>
    plain([label, name, meaning, formula].join(" ")).includes(sought),
  );
}
