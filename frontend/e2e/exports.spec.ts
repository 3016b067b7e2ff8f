import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { dataOf } from "./api";
import { findForecast, open } from "./pages";
import { expect, test } from "./test";
import type { Words } from "./words";

type Look = "csvBrazil" | "csvPlain" | "xlsxBrazil" | "xlsxPlain";

/** Exports the table of this name and gives the file's bytes and name. */
async function exported(page: Page, words: Words, title: string, look: Look) {
  const coming = page.waitForEvent("download");
  await page
    .getByRole("button", { name: words("exports.exportOf", { title }), exact: true })
    .click();
  await page.getByRole("menuitem", { name: words(`exports.looks.${look}`) }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The rows below the lines about the file. */
const rowsOf = (bytes: Buffer) =>
  bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"));

test("a filtered list is exported whole, as Brazilian spreadsheets read it", async ({
  page,
  api,
  words,
}) => {
  const query = { abc_class: "A,B", order_by: "-name", limit: 1000 } as const;
  const { data } = await dataOf(api.GET("/api/v1/items", { params: { query } }));
  expect(data.length).toBeGreaterThan(10);
  await open(page, "/materials?abc=A,B&sort=-name&size=25", words("materials.title"));
  const { name, bytes } = await exported(page, words, words("materials.title"), "csvBrazil");
  expect(name).toMatch(/^items-\d{4}-\d\d-\d\d\.csv$/);
  const [titles, ...rows] = rowsOf(bytes);
  expect(titles?.split(";").length).toBeGreaterThan(5);
  expect(rows).toHaveLength(data.length);
  expect(rows[0]).toContain(data[0]?.sku);
  expect(rows.at(-1)).toContain(data.at(-1)?.sku);
});

test("a workbook holds every row of the list", async ({ page, words }) => {
  await open(page, "/inventory?state=STOCKOUT", words("inventory.title"));
  const { name, bytes } = await exported(
    page,
    words,
    words("inventory.positionsTitle"),
    "xlsxPlain",
  );
  expect(name).toMatch(/\.xlsx$/);
  // A workbook is a zip archive, which begins so.
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
});

for (const [path, heading, title] of [
  ["/recommendations?priority=CRITICAL,HIGH", "worklist.title", "worklist.title"],
  ["/alerts?shown=all", "alerts.title", "alerts.title"],
  ["/dashboard?days=7", "dashboard.title", "dashboard.kpis"],
] as const) {
  test(`${path} is exported plainly`, async ({ page, words }) => {
    await open(page, path, words(heading));
    const { bytes } = await exported(page, words, words(title), "csvPlain");
    const [titles, ...rows] = rowsOf(bytes);
    expect(titles?.split(",").length).toBeGreaterThan(3);
    expect(rows.length).toBeGreaterThan(0);
  });
}

test("the days behind a chart are exported from its own menu", async ({ page, api, words }) => {
  const { item, site } = await findForecast(api);
  await open(page, `/materials/${item.item_id}?tab=demand&site=${site.site_id}`, item.name);
  const title = words("forecast.chartTitle");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: words("chart.download", { title }) }).click();
  await page.getByRole("menuitem", { name: words("exports.looks.csvPlain") }).click();
  const rows = rowsOf(await readFile(await (await coming).path()));
  expect(rows.length).toBeGreaterThan(1);
});

test.describe("when no file can be made", () => {
  test.use({ tolerated: /status of 503/ });

  test("a toast says why, and the page stays", async ({ page, words }) => {
    await open(page, "/materials", words("materials.title"));
    await page.route(/format=csv/, (route) =>
      route.fulfill({
        status: 503,
        json: { error: "database_unavailable", detail: "The database does not answer now." },
      }),
    );
    const title = words("materials.title");
    await page
      .getByRole("button", { name: words("exports.exportOf", { title }), exact: true })
      .click();
    await page.getByRole("menuitem", { name: words("exports.looks.csvBrazil") }).click();
    const toasts = page.getByRole("region", { name: words("toasts.region") });
    await expect(toasts.getByText(words("exports.failed"))).toBeVisible();
    await expect(
      toasts.getByText(words("states.failures.unreachable.title")).first(),
    ).toBeVisible();
    await expect(page).toHaveURL(/\/materials$/);
  });
});
