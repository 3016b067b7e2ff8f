import { expect, test, type BrowserContext } from "@playwright/test";

import { freePort, startStandalone, type StandaloneServer } from "./standalone-server";

let server: StandaloneServer;

test.beforeAll(async () => {
  server = await startStandalone(`http://127.0.0.1:${await freePort()}`);
});
test.afterAll(() => server.stop());

const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;

/** Cookies of someone who signed in before the API went down. The API would see through them. */
async function arriveSignedIn(context: BrowserContext): Promise<void> {
  const claims = Buffer.from(JSON.stringify({ exp: IN_AN_HOUR })).toString("base64url");
  const cookie = { url: server.url.replace("http:", "https:"), httpOnly: true, secure: true };
  await context.addCookies([
    { ...cookie, name: "__Host-nova-access", value: `header.${claims}.signature` },
    { ...cookie, name: "__Host-nova-refresh", value: "refresh" },
  ]);
}

test("the login page says that nobody answered and offers to try again", async ({ page }) => {
  await page.goto(`${server.url}/login`);
  await page.getByLabel("Usuário").fill("analista");
  await page.getByLabel("Senha", { exact: true }).fill("qualquer");
  await page.getByRole("button", { name: "Entrar" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "O serviço não respondeu" });
  await expect(alert).toBeVisible();
  const answer = page.waitForResponse("**/api/session/login");
  await alert.getByRole("button", { name: "Tentar novamente" }).click();
  expect((await answer).status()).toBe(502);
  await expect(alert).toBeVisible();
});

for (const path of ["/materials", "/materials/1"]) {
  test(`${path} says that the data service did not answer`, async ({ page, context }) => {
    await arriveSignedIn(context);
    await page.goto(server.url + path);
    await expect(page).toHaveURL(server.url + path);
    const alert = page.getByRole("alert").filter({ hasText: "O serviço de dados não respondeu" });
    await expect(alert).toBeVisible();
    await alert.getByRole("button", { name: "Tentar novamente" }).click();
    await expect(alert.getByRole("button", { name: "Tentar novamente" })).toBeEnabled();
    await expect(page.getByRole("navigation", { name: "Navegação principal" })).toBeVisible();
  });
}

test("a session whose access token ended survives the outage", async ({ page, context }) => {
  await arriveSignedIn(context);
  await context.clearCookies({ name: "__Host-nova-access" });
  await page.goto(`${server.url}/materials`);
  await expect(page.getByRole("alert").filter({ hasText: "não respondeu" })).toBeVisible();
  const names = (await context.cookies()).map((cookie) => cookie.name);
  expect(names).toContain("__Host-nova-refresh");
});
