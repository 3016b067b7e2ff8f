import { PAGES } from "./pages";
import { freePort, startStandalone, type StandaloneServer } from "./standalone-server";
import { enter, expect, test } from "./test";

let server: StandaloneServer;

test.beforeAll(async () => {
  server = await startStandalone(`http://127.0.0.1:${await freePort()}`);
});
test.afterAll(() => server.stop());

test.use({ role: null, tolerated: /status of 502/ });

const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;
const CLAIMS = Buffer.from(JSON.stringify({ exp: IN_AN_HOUR })).toString("base64url");

/** Of someone who signed in before the API went down. The API would see through it. */
const SESSION = { access_token: `header.${CLAIMS}.signature`, refresh_token: "refresh" };

test("the login page says that nobody answered and offers to try again", async ({
  page,
  words,
}) => {
  await page.goto(`${server.url}/login`);
  await page.getByLabel(words("session.username")).fill("analista");
  await page.getByLabel(words("session.password"), { exact: true }).fill("qualquer");
  await page.getByRole("button", { name: words("session.submit"), exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: words("session.unreachable") });
  await expect(alert).toBeVisible();
  const answer = page.waitForResponse("**/api/session/login");
  await alert.getByRole("button", { name: words("session.retry") }).click();
  expect((await answer).status()).toBe(502);
  await expect(alert).toBeVisible();
});

for (const path of [...PAGES.map(([address]) => address), "/materials/1"]) {
  test(`${path} says that the data service did not answer`, async ({ page, context, words }) => {
    await enter(context, server.url, SESSION);
    await page.goto(server.url + path);
    await expect(page).toHaveURL(server.url + path);
    const alert = page
      .getByRole("alert")
      .filter({ hasText: words("states.failures.unreachable.title") })
      .first();
    await expect(alert).toBeVisible();
    const retry = alert.getByRole("button", { name: words("states.retry") });
    await retry.click();
    await expect(retry).toBeEnabled();
    await expect(page.getByRole("navigation", { name: words("nav.label") })).toBeVisible();
  });
}

test("a session whose access token ended survives the outage", async ({ page, context, words }) => {
  await enter(context, server.url, SESSION);
  await context.clearCookies({ name: "__Host-nova-access" });
  await page.goto(`${server.url}/materials`);
  await expect(
    page.getByRole("alert").filter({ hasText: words("states.failures.unreachable.title") }),
  ).toBeVisible();
  const names = (await context.cookies()).map((cookie) => cookie.name);
  expect(names).toContain("__Host-nova-refresh");
});
