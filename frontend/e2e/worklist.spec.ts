import type { Page } from "@playwright/test";

import { dataOf, type Api } from "./api";
import { open } from "./pages";
import { expect, test } from "./test";

const statusOf = async (api: Api, id: number) =>
  (
    await dataOf(
      api.GET("/api/v1/recommendations/{recommendation_id}", {
        params: { path: { recommendation_id: id } },
      }),
    )
  ).status;

const idsInSight = (page: Page) =>
  page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.row)));

test("the list is worked through from the keyboard alone", async ({ page, api, words }) => {
  await open(page, "/recommendations", words("worklist.title"));
  const [first, second] = await idsInSight(page);
  if (first === undefined || second === undefined) throw new Error("Two open rows are needed");
  const row = (id: number) => page.locator(`[data-row="${id}"]`);

  await expect(async () => {
    await page.keyboard.press("k");
    await expect(row(first)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("j");
  await expect(row(second)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("o");
  await expect(page.getByRole("region", { name: words("worklist.evidence") })).toBeVisible();
  await page.keyboard.press("o");
  await page.keyboard.press("e");
  await expect(row(first)).toHaveCount(0);
  expect(await statusOf(api, first)).toBe("ACKNOWLEDGED");
  await page.keyboard.press("u");
  await expect(row(first)).toBeVisible();
  expect(await statusOf(api, first)).toBe("OPEN");

  await row(second).focus();
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("worklist.reason")).fill("Sem espaço no depósito");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(row(second)).toHaveCount(0);
  expect(await statusOf(api, second)).toBe("DISMISSED");
  await page.keyboard.press("u");
  await expect(row(second)).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: words("worklist.shortcuts") })).toBeVisible();
  // A toast that came meanwhile takes the first press.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0, { timeout: 500 });
  }).toPass();
});

test("several are decided on together and taken back from their toast", async ({
  page,
  api,
  words,
}) => {
  await open(page, "/recommendations", words("worklist.title"));
  const ids = (await idsInSight(page)).slice(0, 3);
  expect(ids).toHaveLength(3);
  const boxes = page.getByRole("row").getByRole("checkbox");
  for (const index of [1, 2, 3]) await boxes.nth(index).click();
  const bar = page.getByRole("toolbar", { name: words("worklist.bulk") });
  await expect(bar).toContainText(words("worklist.chosen", { count: 3 }));
  await bar.getByRole("button", { name: words("worklist.acts.ACKNOWLEDGED") }).click();
  await expect(
    page.getByText(words("worklist.done.ACKNOWLEDGED", { count: 3 })).first(),
  ).toBeVisible();
  expect(await Promise.all(ids.map((id) => statusOf(api, id)))).toEqual(
    ids.map(() => "ACKNOWLEDGED"),
  );
  await page.getByRole("button", { name: words("worklist.undo"), exact: true }).click();
  await expect(page.locator(`[data-row="${ids[0]}"]`)).toBeVisible();
  expect(await Promise.all(ids.map((id) => statusOf(api, id)))).toEqual(ids.map(() => "OPEN"));
});

test("a snooze tells its day and who decided", async ({ page, api, demo, words }) => {
  await open(page, "/recommendations", words("worklist.title"));
  const id = (await idsInSight(page))[0] ?? 0;
  await page.getByRole("row").getByRole("checkbox").nth(1).click();
  const bar = page.getByRole("toolbar", { name: words("worklist.bulk") });
  await bar.getByRole("button", { name: words("worklist.acts.SNOOZED") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: words("worklist.acts.SNOOZED"), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("radio", { name: words("worklist.statusFilters.SNOOZED") }).click();
  const row = page.locator(`[data-row="${id}"]`);
  await expect(row).toContainText(demo.users.analyst.username);
  expect(await statusOf(api, id)).toBe("SNOOZED");
  await page.getByRole("row").filter({ has: row }).getByRole("checkbox").click();
  await bar.getByRole("button", { name: words("worklist.acts.REOPENED") }).click();
  await expect(row).toHaveCount(0);
  expect(await statusOf(api, id)).toBe("OPEN");
});

for (const language of ["pt-BR", "en"] as const) {
  test.describe(`a viewer, ${language}`, () => {
    test.use({ role: "viewer", language });

    test("reads advice and is offered no decision", async ({ page, words }) => {
      await open(page, "/recommendations", words("worklist.title"));
      const row = page.locator("[data-row]").first();
      await row.click();
      await expect(page.getByRole("region", { name: words("worklist.evidence") })).toBeVisible();
      await expect(page.getByRole("checkbox")).toHaveCount(0);
      const writes: string[] = [];
      page.on("request", (request) => {
        if (request.method() !== "GET") writes.push(request.url());
      });
      for (const key of ["e", "s", "d", "x", "u"]) await page.keyboard.press(key);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByRole("toolbar")).toHaveCount(0);
      await page.keyboard.press("?");
      const help = page.getByRole("dialog", { name: words("worklist.shortcuts") });
      await expect(help.getByText(words("worklist.keys.next"))).toBeVisible();
      await expect(help.getByText(words("worklist.keys.acknowledge"))).toHaveCount(0);
      expect(writes).toEqual([]);
    });
  });
}
