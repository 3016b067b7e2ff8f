import { expect, test, type Page } from "@playwright/test";

import { createFormatter } from "../src/lib/format";

import { apiAsAnalyst } from "./api";
import { readDemo } from "./demo";

const demo = readDemo();
const format = createFormatter("pt-BR");

async function signIn(page: Page): Promise<void> {
  const { username, password } = demo.users.analyst;
  await page.getByLabel("Usuário").fill(username);
  await page.getByLabel("Senha", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
}

test.use({ baseURL: demo.web });

/** Presses a toggle; again when the page's scripts had not yet come to hear of it. */
async function press(page: Page, name: string): Promise<void> {
  const toggle = page.getByRole("button", { name });
  await expect(async () => {
    if ((await toggle.getAttribute("aria-pressed")) !== "true") await toggle.click();
    await expect(toggle).toHaveAttribute("aria-pressed", "true", { timeout: 1_000 });
  }).toPass();
}

/** An A-class item with a forecast, the site the page opens at, and that forecast's first day. */
async function findForecast() {
  const api = await apiAsAnalyst(demo);
  const items = await api.GET("/api/v1/items", {
    params: { query: { abc_class: "A", limit: 50, offset: 0 } },
  });
  for (const item of items.data?.data ?? []) {
    const sites = await api.GET("/api/v1/items/{item_id}/sites", {
      params: { path: { item_id: item.item_id } },
    });
    const site = sites.data?.data.find((one) => one.has_forecast);
    if (!site) continue;
    const forecasts = await api.GET("/api/v1/forecasts", {
      params: { query: { item_id: item.item_id, site_id: site.site_id } },
    });
    const first = forecasts.data?.data[0];
    if (first) return { item, site, first };
  }
  throw new Error("No A-class item has a forecast");
}

test("an analyst finds a material and reads the forecast the API holds", async ({ page }) => {
  const { item, site, first } = await findForecast();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });

  await page.goto("/materials");
  await expect(page).toHaveURL(/\/login\?next=%2Fmaterials$/);
  await signIn(page);
  await expect(page).toHaveURL(`${demo.web}/materials`);

  await press(page, "Classe A");
  await page.getByRole("searchbox", { name: "Buscar por SKU ou nome" }).fill(item.sku);
  await expect(page).toHaveURL(/abc=A/);
  await expect(page).toHaveURL(new RegExp(`q=${item.sku}`));
  await page.getByRole("link", { name: item.name, exact: true }).first().click();

  await expect(page.getByRole("heading", { level: 1, name: item.name })).toBeVisible();
  await page.getByLabel("Site", { exact: true }).selectOption(String(site.site_id));
  await expect(page).toHaveURL(new RegExp(`site=${site.site_id}`));
  await page.getByRole("tab", { name: "Previsões" }).click();
  await expect(page).toHaveURL(/tab=forecasts/);
  await expect(page.locator(".recharts-line-curve")).toBeVisible();

  const table = page.getByRole("region", { name: "Previsão dia a dia" }).getByRole("table");
  const row = table.getByRole("row", { name: format.date(first.full_date) });
  await expect(row.getByRole("cell").nth(2)).toHaveText(format.estimate(first.yhat));
  await expect(row.getByRole("cell").nth(3)).toHaveText(format.estimate(first.yhat_lower));
  await expect(row.getByRole("cell").nth(4)).toHaveText(format.estimate(first.yhat_upper));
  expect(complaints).toEqual([]);
});

test("the address alone brings back the same filtered catalogue", async ({ page }) => {
  const api = await apiAsAnalyst(demo);
  const { data } = await api.GET("/api/v1/items", {
    params: { query: { abc_class: "A,B", limit: 25, offset: 0 } },
  });
  const total = data?.metadata.total_count ?? 0;
  expect(total).toBeGreaterThan(0);

  await page.goto("/login?next=/materials?abc=A,B%26size=25");
  await signIn(page);
  await expect(page.getByRole("button", { name: "Classe B" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByRole("status").filter({ hasText: "materia" })).toHaveText(
    total === 1 ? "1 material" : `${format.integer(total)} materiais`,
  );
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(1 + Math.min(25, total));
});

test("a material opens while the catalogue still waits for its filter's answer", async ({
  page,
}) => {
  await page.goto("/login?next=/materials");
  await signIn(page);
  await expect(page).toHaveURL(`${demo.web}/materials`);
  const name = await page.getByRole("table").getByRole("link").first().innerText();
  // The answer never comes.
  await page.route(/\/api\/data\/api\/v1\/items\?.*abc_class/, () => undefined);
  await press(page, "Classe A");
  await expect(page).toHaveURL(/abc=A/);
  await page.getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("no token reaches the page's scripts", async ({ page, context }) => {
  await page.goto("/login?next=/materials");
  await signIn(page);
  await expect(page).toHaveURL(`${demo.web}/materials`);
  expect(await page.evaluate(() => document.cookie)).not.toContain("__Host-nova");
  const session = (await context.cookies()).filter((one) => one.name.startsWith("__Host-nova"));
  expect(session).toHaveLength(2);
  expect(session.every((one) => one.httpOnly && one.secure)).toBe(true);
});

test("a session is renewed once however many requests need it", async ({ page, context }) => {
  await page.goto("/login?next=/materials");
  await signIn(page);
  await expect(page).toHaveURL(`${demo.web}/materials`);
  await context.clearCookies({ name: "__Host-nova-access" });

  const path = "/api/data/api/v1/items?limit=1";
  const statuses = await page.evaluate(
    (url) => Promise.all(Array.from({ length: 6 }, async () => (await fetch(url)).status)),
    path,
  );
  expect(statuses).toEqual(Array.from({ length: 6 }, () => 200));

  await context.clearCookies({ name: "__Host-nova-access" });
  await page.reload();
  await expect(page.getByRole("table")).toBeVisible();
  const names = (await context.cookies()).map((cookie) => cookie.name);
  expect(names).toContain("__Host-nova-access");
});

test("signing out ends the session", async ({ page }) => {
  await page.goto("/login");
  await signIn(page);
  await page.getByRole("button", { name: /Conta e preferências/ }).click();
  await page.getByRole("menuitem", { name: "Sair" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await page.goto("/materials");
  await expect(page).toHaveURL(/\/login\?next/);
});
