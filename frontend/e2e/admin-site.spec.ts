import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, test, type Page } from "@playwright/test";

import { readDemo } from "./demo";

const demo = readDemo();
const LISTS = [
  "/admin/",
  "/admin/support/user/",
  "/admin/support/usersession/",
  "/admin/support/auditlog/",
  "/admin/support/loadrun/",
  "/admin/support/loadrequest/",
  "/admin/django_celery_beat/periodictask/",
  "/admin/analytics/policyoverride/",
  "/admin/analytics/kpitarget/",
  "/admin/core/item/",
];

test.use({ baseURL: demo.api });

async function signIn(page: Page, user: keyof typeof demo.users): Promise<void> {
  const { username, password } = demo.users[user];
  await page.goto("/admin/");
  await page.locator("#id_username").fill(username);
  await page.locator("#id_password").fill(password);
  await page.locator("button[type=submit]").click();
}

for (const user of ["analyst", "viewer"] as const) {
  test(`${user} cannot enter the admin`, async ({ page }) => {
    await signIn(page, user);
    await expect(page.getByText("Por favor, insira um")).toBeVisible();
    for (const path of LISTS) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/admin\/login\/\?next=/);
    }
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`an administrator's pages break no policy of their own (${colorScheme})`, async ({
    page,
  }) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.emulateMedia({ colorScheme });
    await signIn(page, "admin");
    for (const path of LISTS) {
      await page.goto(path);
      await expect(page.locator("#content")).toBeVisible();
    }
    expect(complaints).toEqual([]);
  });
}

test("another site cannot show the admin in a frame", async ({ page }) => {
  await signIn(page, "admin");
  // A server of its own: what a test makes up itself, Chromium takes for a site of the wide world,
  // which may not reach this machine at all.
  const elsewhere = createServer((_request, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(`<iframe src="${demo.api}/admin/"></iframe>`);
  });
  elsewhere.listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const { port } = elsewhere.address() as AddressInfo;
  // Of the frame: leaving the page before may end a request of its own.
  const refused = page.waitForEvent(
    "requestfailed",
    (request) =>
      request.url().startsWith(`${demo.api}/admin/`) && request.frame().parentFrame() !== null,
  );
  await page.goto(`http://127.0.0.1:${port}/`);
  expect((await refused).failure()?.errorText).toBe("net::ERR_BLOCKED_BY_RESPONSE");
  elsewhere.close();
});
