import type { QueryOf } from "./client";
import type { paths } from "./schema";

type Exportable = {
  [Path in keyof paths]: [QueryOf<Path>] extends [never]
    ? never
    : "format" extends keyof QueryOf<Path>
      ? Path
      : never;
}[keyof paths];

/** What the API gives as a file too: an address and the parameters of the rows in sight. */
export type FileSource = { path: string; query: Readonly<Record<string, unknown>> };

/** As Portuguese spreadsheets read it, or with points, commas and English titles (null). */
export type FileLook = { format: "csv" | "xlsx"; locale: "pt-BR" | null };

/** A file is whole, so the API takes none of these beside a format. */
const OF_A_PAGE = ["limit", "offset", "cursor"];

/** `ids` stand in for the names in braces of `path`. */
export function fileOf<Path extends Exportable>(
  path: Path,
  query: QueryOf<Path>,
  ids: Readonly<Record<string, number>> = {},
): FileSource {
  return {
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name])),
    query,
  };
}

/** Where this site hands the file out: all rows that the same parameters choose, not a page. */
export function fileAddress({ path, query }: FileSource, { format, locale }: FileLook): string {
  const asked = Object.entries(query).filter(
    ([name, value]) => value != null && !OF_A_PAGE.includes(name),
  );
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  search.set("format", format);
  if (locale !== null) search.set("locale", locale);
  return `/api/data${path}?${search.toString()}`;
}
