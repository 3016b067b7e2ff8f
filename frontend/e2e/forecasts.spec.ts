import { expect, test } from "@playwright/test";

import { createFormatter } from "../src/lib/format";

import { apiAsAnalyst } from "./api";
import { readDemo } from "./demo";
import { complaintsOf, expectAccessible } from "./faults";
import { signInAs } from "./sign-in";

const demo = readDemo();
const format = createFormatter("pt-BR");

test.use({ baseURL: demo.web });

/** Items that one site has forecasts of, and that site. */
async function findForecastItems() {
  const api = await apiAsAnalyst(demo);
  const items = (await api.GET("/api/v1/items", { params: { query: { limit: 50 } } })).data?.data;
  const bySite = new Map<number, number[]>();
  for (const { item_id: itemId } of items ?? []) {
    const { data } = await api.GET("/api/v1/items/{item_id}/sites", {
      params: { path: { item_id: itemId } },
    });
    for (const site of data?.data ?? []) {
      if (!site.has_forecast) continue;
      const found = [...(bySite.get(site.site_id) ?? []), itemId];
      if (found.length === 2) return { api, siteId: site.site_id, itemIds: found };
      bySite.set(site.site_id, found);
    }
  }
  throw new Error("No site has two items with a forecast");
}

test("accuracy by horizon is the API's, and owns up to what a naive forecast does better", async ({
  page,
}) => {
  const api = await apiAsAnalyst(demo);
  const { data } = await api.GET("/api/v1/forecasts/accuracy", { params: { query: {} } });
  const figures = data?.data ?? [];
  expect(figures.length).toBeGreaterThan(1);

  await signInAs(page, demo, "analyst", "/forecasts?tab=accuracy");
  const table = page.getByRole("region", { name: "Medidas por horizonte" }).getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(1 + figures.length);
  for (const figure of figures) {
    const lead =
      figure.lead_bucket === "ALL"
        ? "Todos os horizontes"
        : `${figure.lead_bucket.replace("-", "–")} dias`;
    const cells = table.getByRole("row", { name: lead }).getByRole("cell");
    await expect(cells.nth(1)).toHaveText(format.rate(figure.wape));
    await expect(cells.nth(2)).toHaveText(format.rate(figure.wape_naive));
    await expect(cells.nth(3)).toHaveText(format.points(figure.fva_naive));
  }
  const lost = figures.filter((one) => one.lead_bucket !== "ALL" && (one.fva_naive ?? 0) < 0);
  await expect(page.getByRole("note").filter({ hasText: "Não supera" })).toHaveCount(
    lost.length > 0 ? 1 : 0,
  );
});

test("a family's accuracy opens from its row, and the address keeps it", async ({ page }) => {
  const api = await apiAsAnalyst(demo);
  const { data } = await api.GET("/api/v1/forecasts/accuracy", {
    params: { query: { dimension: "FAMILY", lead_bucket: "ALL" } },
  });
  const family = (data?.data ?? []).toSorted((a, b) => b.actual - a.actual)[0];
  if (!family) throw new Error("No family was scored");
  await signInAs(page, demo, "analyst", "/forecasts?tab=accuracy");
  await page.getByRole("button", { name: family.segment, exact: true }).click();
  await expect(page).toHaveURL(/segment=/);
  await page.reload();
  await expect(
    page.getByRole("heading", { name: `WAPE por horizonte: ${family.segment}` }),
  ).toBeVisible();
  const table = page.getByRole("region", { name: "Medidas por horizonte" }).getByRole("table");
  const cells = table.getByRole("row", { name: "Todos os horizontes" }).getByRole("cell");
  await expect(cells.nth(1)).toHaveText(format.rate(family.wape));
});

test("the runs name the champion that the API names", async ({ page }) => {
  const api = await apiAsAnalyst(demo);
  const { data } = await api.GET("/api/v1/forecasts/runs", { params: { query: { limit: 25 } } });
  const champion = data?.data.find(
    ({ dataset, status }) => dataset === "forecasts" && status === "CHAMPION",
  );
  if (!champion) throw new Error("There is no champion");
  await signInAs(page, demo, "analyst", "/forecasts?tab=runs");
  const rows = page.getByRole("region", { name: "Execuções publicadas" }).getByRole("row");
  await expect(rows).toHaveCount(1 + (data?.data.length ?? 0));
  const row = rows.filter({ hasText: `#${champion.run_id} ` });
  await expect(row).toContainText("Campeã");
  await expect(row).toContainText(format.integer(champion.row_count));
});

test("sums of families are the API's, with the error measured and no summed interval", async ({
  page,
}) => {
  const api = await apiAsAnalyst(demo);
  const families = (await api.GET("/api/v1/items/families")).data?.data ?? [];
  const family = families[0]?.family;
  if (family === undefined) throw new Error("The demo has no families");
  const { data } = await api.GET("/api/v1/forecasts/totals", {
    params: { query: { dimension: "FAMILY", segment: family } },
  });
  const points = data?.data[0]?.points.slice(0, 30) ?? [];
  expect(points).toHaveLength(30);
  const total = points.reduce((sum, { yhat }) => sum + yhat, 0);

  await signInAs(page, demo, "analyst", `/forecasts?seg=${encodeURIComponent(family)}&ahead=30`);
  const table = page.getByRole("region", { name: "Totais do período mostrado" });
  const cells = table.getByRole("row").nth(1).getByRole("cell");
  await expect(cells.nth(0)).toHaveText(family);
  await expect(cells.nth(1)).toHaveText(format.estimate(total));
  await expect(cells.nth(2)).toHaveText(format.estimate(total / 30));
  const errors = points.map((point) => point.mean_error_at_most);
  const mean = errors.every((one) => one !== null)
    ? `≤ ${format.estimate(errors.reduce((sum, one) => sum + one, 0) / 30)}`
    : "—";
  await expect(cells.nth(3)).toHaveText(mean);
  await expect(page.getByText("não se somam").first()).toBeVisible();
});

test("materials found on the server stand side by side with the API's totals", async ({ page }) => {
  const { api, siteId, itemIds } = await findForecastItems();
  const { data } = await api.GET("/api/v1/forecasts/compare", {
    params: { query: { item_id: itemIds.join(","), site_id: String(siteId) } },
  });
  const series = data?.data ?? [];
  expect(series).toHaveLength(2);
  const [first, second] = series;

  await signInAs(
    page,
    demo,
    "analyst",
    `/forecasts?view=series&item=${itemIds[0] ?? 0}&site=${siteId}&ahead=30`,
  );
  await page.getByRole("button", { name: "Adicionar material" }).click();
  await page.getByRole("searchbox", { name: "Buscar por SKU ou nome" }).fill(second?.sku ?? "");
  await page
    .getByRole("list", { name: "Materiais encontrados" })
    .getByRole("checkbox", { name: new RegExp(second?.sku ?? "nothing") })
    .click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`item=${itemIds.join("(,|%2C)")}`));

  const rows = page.getByRole("region", { name: "Totais do período mostrado" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  for (const one of [first, second]) {
    const total = one?.points.slice(0, 30).reduce((sum, { yhat }) => sum + yhat, 0);
    await expect(
      rows
        .filter({ hasText: one?.sku ?? "" })
        .getByRole("cell")
        .nth(2),
    ).toHaveText(`${format.estimate(total)} ${one?.unit_measure ?? ""}`);
  }
  await expect(page.locator(".recharts-line-curve")).toHaveCount(2);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`forecasts have no serious fault for those who can't see them (${colorScheme})`, async ({
    page,
  }) => {
    const { siteId, itemIds } = await findForecastItems();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const complaints = complaintsOf(page, demo.web);
    await signInAs(page, demo, "analyst", "/dashboard");
    await expectAccessible(page, "/forecasts");
    await expectAccessible(page, "/forecasts?view=series");
    await expectAccessible(page, `/forecasts?view=series&item=${itemIds.join(",")}&site=${siteId}`);
    await expectAccessible(page, "/forecasts?tab=accuracy");
    await expectAccessible(page, "/forecasts?tab=runs");
    expect(complaints).toEqual([]);
  });
}
