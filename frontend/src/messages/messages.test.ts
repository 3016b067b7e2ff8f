import { describe, expect, it } from "vitest";

import { MESSAGES } from "@/lib/i18n/messages";

type Tree = { [key: string]: string | Tree };

function entries(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : entries(value, `${path}${key}.`),
  );
}

const words = new Map(entries(MESSAGES["pt-BR"]));
const translated = new Map(entries(MESSAGES.en));

/** The names a message takes values for: "{first}", "{days, plural, …}". */
const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort();

describe("messages", () => {
  it("have the same keys in both languages", () => {
    expect(words.size).toBeGreaterThan(0);
    expect([...translated.keys()].sort()).toEqual([...words.keys()].sort());
  });

  it.each([...words])("take the same values in both languages: %s", (key, message) => {
    expect(placeholders(translated.get(key) ?? "")).toEqual(placeholders(message));
  });

  it.each([...words, ...translated])("are not blank: %s", (_key, message) => {
    expect(message.trim()).not.toBe("");
  });
});
