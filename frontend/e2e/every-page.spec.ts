import { graveFaults } from "./faults";
import { findForecast, open, PAGES, settled, TABS } from "./pages";
import { expect, test } from "./test";

const LOOKS = [
  { role: "analyst", language: "pt-BR", colorScheme: "light" },
  { role: "analyst", language: "en", colorScheme: "dark" },
  { role: "viewer", language: "pt-BR", colorScheme: "dark" },
  { role: "viewer", language: "en", colorScheme: "light" },
  { role: "admin", language: "pt-BR", colorScheme: "light" },
  { role: "admin", language: "en", colorScheme: "dark" },
] as const;

for (const look of LOOKS) {
  const { role, language, colorScheme } = look;
  test.describe(`${role}, ${language}, ${colorScheme}`, () => {
    test.use({ role, language, colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("each page shows its data, and no serious fault", async ({ page, words }) => {
      test.setTimeout(120_000);
      for (const [path, title] of PAGES) {
        await open(page, path, words(title));
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
        // The roles see the same pages, so one of them is looked at closely, in both themes.
        if (role === "analyst") expect(await graveFaults(page)).toEqual([]);
      }
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`a material, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("each side shows its data and has no serious fault", async ({ page, api, words }) => {
      test.setTimeout(120_000);
      const { item, site } = await findForecast(api);
      await open(page, `/materials/${item.item_id}?site=${site.site_id}`, item.name);
      for (const tab of TABS) {
        await page.getByRole("tab", { name: words(`material.tabs.${tab}`), exact: true }).click();
        await expect(page.getByRole("tabpanel")).toBeVisible();
        await settled(page);
        expect(await graveFaults(page)).toEqual([]);
      }
    });
  });
}

test.describe("the login page", () => {
  test.use({ role: null });

  test("has no serious fault", async ({ page }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto("/login");
      expect(await graveFaults(page)).toEqual([]);
    }
  });
});
