import { expect, test } from "@playwright/test";

import { createFormatter } from "../src/lib/format";

import { apiAsAnalyst } from "./api";
import { readDemo } from "./demo";
import { complaintsOf, expectAccessible } from "./faults";
import { signInAs } from "./sign-in";

const demo = readDemo();
const format = createFormatter("pt-BR");

test.use({ baseURL: demo.web });

const DAY_MS = 86_400_000;

/** The scorecards of so many days up to the last order, the most reliable first. */
async function findScorecards(days: number) {
  const api = await apiAsAnalyst(demo);
  const feeds = await api.GET("/api/v1/freshness");
  const until = feeds.data?.data.find(({ dataset }) => dataset === "orders")?.as_of;
  if (!until) throw new Error("The demo has no orders");
  const start = new Date(Date.parse(until) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const window = { start_date: start, end_date: until };
  const { data } = await api.GET("/api/v1/suppliers/scorecards", { params: { query: window } });
  const cards = data?.data ?? [];
  expect(cards.length).toBeGreaterThan(1);
  return { api, window, cards };
}

test("the scorecards are those of the API, the expected rate beside the raw one", async ({
  page,
}) => {
  const { cards } = await findScorecards(365);
  await signInAs(page, demo, "analyst", "/suppliers");
  const rows = page.getByRole("region", { name: "Fornecedores" }).getByRole("row");
  await expect(rows).toHaveCount(1 + cards.length);
  for (const [index, card] of cards.slice(0, 5).entries()) {
    const cells = rows.nth(1 + index).getByRole("cell");
    await expect(cells.nth(0)).toContainText(card.name);
    await expect(cells.nth(1)).toHaveText(format.rate(card.otif_expected));
    await expect(cells.nth(2)).toHaveText(format.rate(card.otif_rate), { useInnerText: true });
    await expect(cells.nth(3)).toHaveText(format.integer(card.orders_due));
    await expect(cells.nth(6)).toHaveText(format.quantity(card.lead_time_p90));
  }
});

test("the address alone brings back the window, the order and the words", async ({ page }) => {
  const { cards } = await findScorecards(90);
  const [worst] = cards
    .filter((card) => card.otif_rate !== null)
    .toSorted((a, b) => (a.otif_rate ?? 0) - (b.otif_rate ?? 0));
  const code = worst?.code ?? "";
  await signInAs(page, demo, "analyst", `/suppliers?days=90&sort=otif_rate&q=${code}`);
  await expect(page.getByRole("searchbox")).toHaveValue(code);
  await expect(page.getByRole("radio", { name: "90 dias" })).toBeChecked();
  const row = page.getByRole("region", { name: "Fornecedores" }).getByRole("row").nth(1);
  await expect(row).toContainText(code);
  await expect(row.getByRole("cell").nth(2)).toHaveText(format.rate(worst?.otif_rate), {
    useInnerText: true,
  });
});

test("a supplier's lead times stand beside its promise, line by line", async ({ page }) => {
  const { api, window, cards } = await findScorecards(365);
  const card = cards.toSorted((a, b) => b.lines_received - a.lines_received)[0];
  if (!card) throw new Error("No supplier delivered");
  const { data } = await api.GET("/api/v1/suppliers/{supplier_id}/lead-times", {
    params: { path: { supplier_id: card.supplier_id }, query: window },
  });
  const leadTimes = data?.data ?? [];
  expect(leadTimes.length).toBeGreaterThan(0);

  await signInAs(page, demo, "analyst", "/suppliers");
  await page.getByRole("link", { name: card.name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: card.name })).toBeVisible();
  await expect(page.locator('[data-figure="otif_expected"]')).toHaveText(
    format.rate(card.otif_expected),
  );
  await expect(page.locator('[data-figure="lead_time_p50"]')).toHaveText(
    `${format.quantity(card.lead_time_p50)} dias`,
  );

  const chart = page.getByRole("region", { name: "Prazo de entrega contra a promessa" }).first();
  await chart.getByRole("button", { name: "Ver tabela" }).click();
  const rows = chart.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(1 + leadTimes.length);
  const most = leadTimes.toSorted((a, b) => b.lines - a.lines)[0];
  const shown = rows.filter({
    has: page.getByRole("cell", { name: String(most?.days), exact: true }).first(),
  });
  await expect(shown.filter({ hasText: format.integer(most?.lines) }).first()).toBeVisible();
});

test("a supplier that does not exist is told so", async ({ page }) => {
  await signInAs(page, demo, "analyst", "/suppliers/999999");
  await expect(page.getByText("Fornecedor não encontrado")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`suppliers have no serious fault for those who can't see them (${colorScheme})`, async ({
    page,
  }) => {
    const { cards } = await findScorecards(365);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const complaints = complaintsOf(page, demo.web);
    await signInAs(page, demo, "analyst", "/dashboard");
    await expectAccessible(page, "/suppliers");
    await expectAccessible(page, `/suppliers/${cards[0]?.supplier_id ?? 0}`);
    expect(complaints).toEqual([]);
  });
}
