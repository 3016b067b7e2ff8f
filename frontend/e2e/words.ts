import { readFileSync } from "node:fs";

import { createTranslator } from "use-intl/core";

export type Language = "pt-BR" | "en";

const MESSAGES = Object.fromEntries(
  (["pt-BR", "en"] as const).map((language) => [
    language,
    JSON.parse(
      readFileSync(new URL(`../src/messages/${language}.json`, import.meta.url), "utf8"),
    ) as Record<string, unknown>,
  ]),
);

/** What the pages say, by the names that they say it by. */
export function wordsIn(language: Language) {
  const t = createTranslator({ locale: language, messages: MESSAGES[language] ?? {} });
  return (key: string, values?: Record<string, string | number>): string =>
    t(key as never, values as never);
}

export type Words = ReturnType<typeof wordsIn>;
