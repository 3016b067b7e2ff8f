import { createFormatter } from "../src/lib/format";
import { kpiText } from "../src/lib/kpi";

import { dataOf } from "./api";
import { open } from "./pages";
import { expect, test } from "./test";

const format = createFormatter("pt-BR");
const CARDS = [
  "stockout_rate",
  "forecast_mape",
  "delayed_orders_pct",
  "total_inventory_value",
  "fill_rate",
] as const;

test("the dashboard shows the figures that the API holds, of the company and of a class", async ({
  page,
  api,
  words,
}) => {
  for (const segment of [null, { dimension: "ABC", segment: "A" }] as const) {
    const query = { days: 90, ...segment } as const;
    const { data } = await dataOf(api.GET("/api/v1/analytics/summary", { params: { query } }));
    await open(page, `/dashboard?days=90${segment ? "&abc=A" : ""}`, words("dashboard.title"));
    for (const name of CARDS) {
      const card = data.find(({ kpi }) => kpi === name);
      expect(card).toBeDefined();
      if (!card) continue;
      await expect(page.locator(`[data-kpi="${name}"]`)).toHaveText(
        kpiText(format, card.unit, card.value),
      );
    }
  }
});

test("the demand trend goes on where the demand ends", async ({ page, api, words }) => {
  const { data, metadata } = await dataOf(
    api.GET("/api/v1/analytics/demand-trend", { params: { query: { days: 90, ahead: 30 } } }),
  );
  await open(page, "/dashboard", words("dashboard.title"));
  const chart = page.getByRole("region", {
    name: words("dashboard.trendTitle", { days: "90" }),
    exact: true,
  });
  await expect(chart.locator(".recharts-line-curve")).toBeVisible();
  await chart.getByRole("button", { name: words("chart.showTable"), exact: true }).click();
  const rowOf = (day: string) => chart.getByRole("row", { name: format.date(day) });
  const known = data.find(({ full_date: day }) => day === metadata.demand_as_of);
  await expect(rowOf(metadata.demand_as_of).getByRole("cell").nth(1)).toHaveText(
    format.quantity(known?.actual),
  );
  const expected = data.find(({ actual, forecast }) => actual === null && forecast !== null);
  expect(expected).toBeDefined();
  await expect(
    rowOf(expected?.full_date ?? "")
      .getByRole("cell")
      .nth(2),
  ).toHaveText(format.estimate(expected?.forecast));
});

test("one filter moves figures, trend, alerts and advice alike", async ({ page, api, words }) => {
  const sites = await dataOf(api.GET("/api/v1/sites", { params: { query: { active: true } } }));
  const site = sites.data[0];
  expect(site).toBeDefined();
  const asked = new Set<string>();
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const mine =
      searchParams.get("segment") === site?.code ||
      searchParams.get("site_id") === String(site?.site_id);
    if (mine) asked.add(pathname.replace("/api/data/api/v1/", ""));
  });
  await open(page, "/dashboard", words("dashboard.title"));
  await page.getByLabel(words("filters.site"), { exact: true }).selectOption(String(site?.site_id));
  await expect
    .poll(() => [...asked].sort())
    .toEqual(["alerts", "analytics/demand-trend", "analytics/summary", "recommendations"]);
});

test("inventory lists what the API lists, in its order", async ({ page, api, words }) => {
  const query = { state: "STOCKOUT,BELOW_SAFETY_STOCK", order_by: "-stock_value", limit: 25 };
  const { data, metadata } = await dataOf(
    api.GET("/api/v1/inventory/positions", {
      params: { query: query as { state: string; order_by: "-stock_value"; limit: number } },
    }),
  );
  expect(metadata.total_count).toBeGreaterThan(0);
  await open(
    page,
    "/inventory?state=STOCKOUT,BELOW_SAFETY_STOCK&sort=-stock_value&size=25",
    words("inventory.title"),
  );
  const table = page.getByRole("region", { name: words("inventory.positionsTitle"), exact: true });
  await expect(table.getByRole("link")).toHaveText(data.map((row) => row.item_name));
  await expect(table.getByRole("row").nth(1).getByRole("cell").last()).toHaveText(
    format.currency(data[0]?.stock_value),
  );
});

test("the glossary holds every word of the API, KPIs with their targets", async ({
  page,
  api,
  words,
}) => {
  const query = { lang: "pt-BR" } as const;
  const { data: terms } = await dataOf(api.GET("/api/v1/glossary", { params: { query } }));
  expect(terms.length).toBeGreaterThan(50);
  await open(page, "/glossary", words("glossary.title"));
  for (const { name, group, meaning, formula } of terms) {
    const card = page.locator(`[id="${group.toLowerCase()}-${name}"]`);
    for (const told of [meaning, formula]) await expect(card).toContainText(told ?? name);
  }
  const { data: kpis } = await dataOf(
    api.GET("/api/v1/analytics/kpi-definitions", { params: { query } }),
  );
  const aimed = kpis.filter(({ targets }) => targets.length > 0);
  expect(aimed.length).toBeGreaterThan(0);
  for (const { name } of aimed) {
    await expect(page.locator(`#kpi-${name}`)).toContainText(words("glossary.targets"));
  }
});
