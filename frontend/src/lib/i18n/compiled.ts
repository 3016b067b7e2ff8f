import "server-only";

import compile from "icu-minify/compile";

import { LOCALES, type Locale } from "./locales";
import { MESSAGES, type Messages } from "./messages";

type Tree = { [name: string]: string | Tree };

/**
 * Messages as the formatter wants them that `next.config.ts` chooses: parsed, so that it needs no parser.
 */
const compiled = (tree: Tree): object =>
  Object.fromEntries(
    Object.entries(tree).map(([name, message]) => [
      name,
      typeof message === "string" ? compile(message) : compiled(message),
    ]),
  );

/** React hands plain objects on to browsers, and no others; the compiler's have no prototype. */
const plain = (tree: object): unknown => JSON.parse(JSON.stringify(tree));

/** What the pages say, in each language. The type stays that of the text, by which callers are checked. */
export const COMPILED_MESSAGES = Object.fromEntries(
  LOCALES.map((locale) => [locale, plain(compiled(MESSAGES[locale]))]),
) as Record<Locale, Messages>;
