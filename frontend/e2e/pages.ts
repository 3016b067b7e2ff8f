import { expect, type Page } from "@playwright/test";

import { dataOf, type Api } from "./api";
import type { Words } from "./words";

/** The pages that everybody may open, and what their heading is called. */
export const PAGES = [
  ["/dashboard", "dashboard.title"],
  ["/recommendations", "worklist.title"],
  ["/alerts", "alerts.title"],
  ["/materials", "materials.title"],
  ["/inventory", "inventory.title"],
  ["/forecasts", "forecasts.title"],
  ["/suppliers", "suppliers.title"],
  ["/glossary", "glossary.title"],
] as const;

export const TABS = ["overview", "demand", "inventory", "forecasts", "features", "orders"] as const;

/** Waits until nothing on the page is still being fetched, and every button hears of being pressed. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button")].every((button) =>
      // React writes this on what it has taken over from the server's markup.
      Object.keys(button).some((name) => name.startsWith("__reactProps")),
    ),
  );
}

/** Opens a page and waits for its heading and its data. */
export async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
  await settled(page);
}

/** Fills the login page in and waits for the page beyond it. */
export async function signIn(
  page: Page,
  account: { username: string; password: string },
  words: Words,
  path: string,
): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel(words("session.username")).fill(account.username);
  await page.getByLabel(words("session.password"), { exact: true }).fill(account.password);
  await page.getByRole("button", { name: words("session.submit"), exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === path);
}

/** A material with a forecast, the site its page opens at, and that forecast's first day. */
export async function findForecast(api: Api) {
  const items = await dataOf(
    api.GET("/api/v1/items", { params: { query: { abc_class: "A", limit: 50 } } }),
  );
  for (const item of items.data) {
    const sites = await dataOf(
      api.GET("/api/v1/items/{item_id}/sites", { params: { path: { item_id: item.item_id } } }),
    );
    const site = sites.data.find((one) => one.has_forecast);
    if (!site) continue;
    const query = { item_id: item.item_id, site_id: site.site_id };
    const forecasts = await dataOf(api.GET("/api/v1/forecasts", { params: { query } }));
    const first = forecasts.data[0];
    if (first) return { item, site, first };
  }
  throw new Error("No A-class material has a forecast");
}
