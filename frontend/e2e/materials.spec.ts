import { createFormatter } from "../src/lib/format";

import { dataOf } from "./api";
import { findForecast, open, settled } from "./pages";
import { expect, test } from "./test";

const format = createFormatter("pt-BR");

test("an analyst finds a material and reads the forecast the API holds", async ({
  page,
  api,
  words,
}) => {
  const { item, site, first } = await findForecast(api);
  await open(page, "/materials", words("materials.title"));
  await page.getByRole("button", { name: "Classe A", exact: true }).click();
  await expect(page).toHaveURL(/abc=A/);
  await page.getByRole("searchbox", { name: words("materials.search") }).fill(item.sku);
  await expect(page).toHaveURL(new RegExp(`q=${item.sku}`));
  await page.getByRole("link", { name: item.name, exact: true }).first().click();

  await expect(page.getByRole("heading", { level: 1, name: item.name })).toBeVisible();
  await page.getByLabel("Site", { exact: true }).selectOption(String(site.site_id));
  await expect(page).toHaveURL(new RegExp(`site=${site.site_id}`));
  await page.getByRole("tab", { name: words("material.tabs.forecasts") }).click();
  await expect(page).toHaveURL(/tab=forecasts/);
  await expect(page.locator(".recharts-line-curve").first()).toBeVisible();

  const table = page.getByRole("region", { name: words("forecast.tableTitle") }).getByRole("table");
  const row = table.getByRole("row", { name: format.date(first.full_date) });
  await expect(row.getByRole("cell").nth(2)).toHaveText(format.estimate(first.yhat));
  await expect(row.getByRole("cell").nth(3)).toHaveText(format.estimate(first.yhat_lower));
  await expect(row.getByRole("cell").nth(4)).toHaveText(format.estimate(first.yhat_upper));
});

test("the address alone brings back the same filtered and sorted catalogue", async ({
  page,
  api,
  words,
}) => {
  const query = { abc_class: "A,B", order_by: "-name", limit: 25 } as const;
  const { data, metadata } = await dataOf(api.GET("/api/v1/items", { params: { query } }));
  expect(metadata.total_count).toBeGreaterThan(0);

  await open(page, "/materials?abc=A,B&sort=-name&size=25", words("materials.title"));
  await expect(page.getByRole("button", { name: "Classe B", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByRole("status").filter({ hasText: "materia" })).toHaveText(
    words("materials.count", { count: metadata.total_count }),
  );
  const table = page.getByRole("table");
  await expect(table.getByRole("link")).toHaveText(data.map(({ name }) => name));
  await expect(table.getByRole("columnheader", { name: words("materials.name") })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("a heading sorts, over all pages and not the one in sight", async ({ page, api, words }) => {
  await open(page, "/materials?size=25", words("materials.title"));
  await page.getByRole("button", { name: words("materials.criticality"), exact: true }).click();
  await expect(page).toHaveURL(/sort=-criticality/);
  const query = { order_by: "-criticality", limit: 25 } as const;
  const { data } = await dataOf(api.GET("/api/v1/items", { params: { query } }));
  await expect(page.getByRole("table").getByRole("link")).toHaveText(data.map(({ name }) => name));
});

test("columns that were put away stay away", async ({ page, words }) => {
  await open(page, "/materials", words("materials.title"));
  const family = page.getByRole("columnheader", { name: words("materials.family") });
  await expect(family).toBeVisible();
  await page.getByRole("button", { name: words("table.columns"), exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: words("materials.columns.family") }).click();
  await expect(family).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: words("materials.name") })).toBeVisible();
  await expect(family).toHaveCount(0);
});

test("filters get a name, and come back by it", async ({ page, words }) => {
  await open(page, "/materials?abc=A&sort=-criticality", words("materials.title"));
  await page.getByRole("button", { name: words("views.views"), exact: true }).click();
  await page.getByLabel(words("views.name")).fill("Críticos A");
  await page.getByRole("button", { name: words("views.save"), exact: true }).click();
  await expect(page.getByRole("button", { name: "Críticos A", exact: true })).toBeVisible();

  await page.goto("/materials");
  await settled(page);
  await page.getByRole("button", { name: words("views.views"), exact: true }).click();
  await page.getByRole("link", { name: "Críticos A", exact: true }).click();
  await expect(page).toHaveURL(/\?abc=A&sort=-criticality$/);
  await expect(page.getByRole("button", { name: "Classe A", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("a material opens while the catalogue still waits for its filter's answer", async ({
  page,
  words,
}) => {
  await open(page, "/materials", words("materials.title"));
  const name = await page.getByRole("table").getByRole("link").first().innerText();
  // The answer never comes.
  await page.route(/\/api\/data\/api\/v1\/items\?.*abc_class/, () => undefined);
  await page.getByRole("button", { name: "Classe A", exact: true }).click();
  await expect(page).toHaveURL(/abc=A/);
  await page.getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a material's orders are those the API holds, the latest first", async ({
  page,
  api,
  words,
}) => {
  const feeds = await dataOf(api.GET("/api/v1/freshness"));
  const end = feeds.data.find(({ dataset }) => dataset === "orders")?.as_of ?? "";
  // Two years before, as the page looks back.
  const start = new Date(Date.parse(end) - 730 * 86_400_000).toISOString().slice(0, 10);
  const days = { start_date: start, end_date: end };
  const line = (
    await dataOf(api.GET("/api/v1/orders", { params: { query: { ...days, limit: 1 } } }))
  ).data[0];
  expect(line?.site_id).not.toBeNull();
  const { data } = await dataOf(
    api.GET("/api/v1/orders", {
      params: {
        query: {
          ...days,
          item_id: String(line?.item_id),
          site_id: String(line?.site_id),
          limit: 1000,
        },
      },
    }),
  );
  const address = `/materials/${line?.item_id}?tab=orders&site=${line?.site_id}`;
  await open(page, address, line?.item_name ?? "");
  const orders = page.getByRole("region", { name: words("orders.title"), exact: true });
  const first = orders.getByRole("row").nth(1);
  await expect(first.getByRole("cell").first()).toHaveText(
    `${data[0]?.order_number}-${data[0]?.order_line}`,
  );
  const suppliers = page.getByRole("region", { name: words("orders.suppliersTitle"), exact: true });
  await expect(suppliers.getByRole("row")).toHaveCount(
    1 + new Set(data.map((one) => one.supplier_id)).size,
  );
});

test("a chart's numbers stand in a table, and its picture can be kept", async ({
  page,
  api,
  words,
}) => {
  const { item, site } = await findForecast(api);
  await open(page, `/materials/${item.item_id}?tab=inventory&site=${site.site_id}`, item.name);
  const title = words("stock.projectionTitle");
  const chart = page.getByRole("region", { name: title, exact: true }).first();
  await expect(chart.locator(".recharts-line-curve").first()).toBeVisible();
  const picture = page.waitForEvent("download");
  await chart.getByRole("button", { name: words("chart.download", { title }) }).click();
  await page.getByRole("menuitem", { name: words("chart.downloadPng"), exact: true }).click();
  expect((await picture).suggestedFilename()).toBe("estoque-projetado.png");
  await chart.getByRole("button", { name: words("chart.showTable"), exact: true }).click();
  const { data } = await dataOf(
    api.GET("/api/v1/analytics/stock-projection", {
      params: { query: { item_id: item.item_id, site_id: site.site_id, days: 90 } },
    }),
  );
  await expect(chart.getByRole("row").nth(1).getByRole("cell").nth(3)).toHaveText(
    format.estimate(data[0]?.stock),
  );
});
