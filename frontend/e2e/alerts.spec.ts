import { dataOf } from "./api";
import { open } from "./pages";
import { expect, test } from "./test";

/** Reading is kept for good, so the roles read in turn and each reads its own inbox. */
for (const [role, language] of [
  ["viewer", "en"],
  ["admin", "pt-BR"],
] as const) {
  test.describe(`${role}, ${language}`, () => {
    test.use({ role, language });

    test("marks an alert as read, for themselves alone", async ({ page, api, words }) => {
      const before = await dataOf(api.GET("/api/v1/data-version"));
      const unread = before.unread_alerts;
      expect(unread).toBeGreaterThan(0);
      await open(page, "/alerts", words("alerts.title"));
      const nav = page.getByRole("navigation", { name: words("nav.label") });
      await expect(nav.getByText(words("nav.unread", { count: unread }))).toBeAttached();

      const row = page.getByRole("row").nth(1);
      const message = await row.locator("button[aria-expanded]").innerText();
      await row.getByRole("button", { name: /./ }).last().click();
      await expect(page.getByRole("status").filter({ hasText: /\d/ }).first()).toHaveText(
        words("alerts.count", { count: unread - 1 }),
      );
      const after = await dataOf(api.GET("/api/v1/data-version"));
      expect(after.unread_alerts).toBe(unread - 1);
      await page.getByRole("radio", { name: words("alerts.shown.all"), exact: true }).click();
      await expect(
        page
          .getByRole("row")
          .filter({ hasText: message.split("\n").at(-1) ?? "" })
          .first(),
      ).toContainText(words("alerts.read"));
    });
  });
}

test("an alert that this browser has not told of is told of once", async ({ page, words, api }) => {
  const { newest_alert_id: newest } = await dataOf(api.GET("/api/v1/data-version"));
  if (newest === null) throw new Error("An open alert is needed");
  await open(page, "/dashboard", words("dashboard.title"));
  const toasts = page.getByRole("region", { name: words("toasts.region") }).getByRole("listitem");
  await expect(toasts).toHaveCount(0);
  // As if the newest had been raised while this browser was closed.
  await page.evaluate((id) => {
    localStorage.setItem("nova-seen-alert", String(id));
  }, newest - 1);
  await page.reload();
  await expect(toasts).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("nova-seen-alert")))
    .toBe(String(newest));
  await expect(toasts).toHaveCount(0);
});
