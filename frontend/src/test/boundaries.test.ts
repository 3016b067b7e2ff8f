// @vitest-environment node
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint({
  // The layer rules need no types, and planted files are in no TypeScript project.
  overrideConfig: {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: null } },
  },
  ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
});

async function violations(filePath: string, imported: string): Promise<number> {
  const [result] = await eslint.lintText(`import "${imported}";\n`, { filePath });
  const messages = result?.messages ?? [];
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages.length;
}

describe("import boundaries", () => {
  it.each([
    ["src/lib/planted.ts", "@/components/ui/button"],
    ["src/lib/planted.ts", "@/features/materials/params"],
    ["src/components/ui/planted.ts", "@/features/materials/params"],
    ["src/components/ui/planted.ts", "@/app/layout"],
    ["src/features/materials/planted.ts", "@/features/forecasts/params"],
    ["src/features/materials/planted.ts", "@/app/layout"],
    ["src/features/materials/planted.ts", "../forecasts/params"],
  ])("stop %s from importing %s", async (filePath, imported) => {
    expect(await violations(filePath, imported)).toBe(1);
  });

  it.each([
    ["src/app/planted.ts", "@/features/materials/params"],
    ["src/features/materials/planted.ts", "./params"],
    ["src/features/materials/planted.ts", "@/components/ui/button"],
    ["src/components/ui/planted.ts", "@/lib/csv"],
  ])("let %s import %s", async (filePath, imported) => {
    expect(await violations(filePath, imported)).toBe(0);
  });
});
