import { apiWith, dataOf, signedIn } from "./api";
import { open, signIn } from "./pages";
import { enter, expect, test } from "./test";

test.describe("without a session", () => {
  test.use({ role: null });

  for (const role of ["analyst", "viewer", "admin"] as const) {
    for (const language of ["pt-BR", "en"] as const) {
      test.describe(`${role}, ${language}`, () => {
        test.use({ language });

        test("signs in, is who they are, and signs out for good", async ({ page, demo, words }) => {
          await page.goto("/alerts");
          await expect(page).toHaveURL(/\/login\?next=%2Falerts$/);
          await signIn(page, demo.users[role], words, "/alerts");
          const menu = page.getByRole("button", { name: words("session.menu") });
          await expect(menu).toContainText(words(`session.roles.${role.toUpperCase()}`));
          await menu.click();
          await page.getByRole("menuitem", { name: words("session.logout"), exact: true }).click();
          await expect(page).toHaveURL(/\/login$/);
          await page.goto("/alerts");
          await expect(page).toHaveURL(/\/login\?next=%2Falerts$/);
        });
      });
    }
  }

  test.describe("with a wrong password", () => {
    test.use({ tolerated: /status of 401.*\/api\/session\/login/ });

    test("is told so and stays outside", async ({ page, demo, words }) => {
      await page.goto("/login");
      await page.getByLabel(words("session.username")).fill(demo.users.viewer.username);
      await page.getByLabel(words("session.password"), { exact: true }).fill("not it");
      await page.getByRole("button", { name: words("session.submit"), exact: true }).click();
      await expect(page.getByText(words("session.invalidCredentials"))).toBeVisible();
      await expect(page).toHaveURL(/\/login$/);
    });
  });

  test("a session is renewed once however many requests need it", async ({
    page,
    context,
    demo,
    words,
  }) => {
    await enter(context, demo.web, await signedIn(demo, "analyst"));
    await open(page, "/materials", words("materials.title"));
    await context.clearCookies({ name: "__Host-nova-access" });
    const statuses = await page.evaluate(
      (url) => Promise.all(Array.from({ length: 6 }, async () => (await fetch(url)).status)),
      "/api/data/api/v1/items?limit=1",
    );
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 200));

    // The page itself is renewed too, and the reader stays where they were.
    await context.clearCookies({ name: "__Host-nova-access" });
    await page.reload();
    await expect(page.getByRole("table")).toBeVisible();
    const names = (await context.cookies()).map((cookie) => cookie.name);
    expect(names).toContain("__Host-nova-access");
  });

  test("an access token that ended is renewed by the next page", async ({
    page,
    context,
    demo,
    words,
  }) => {
    const session = await signedIn(demo, "analyst");
    const ended = Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url");
    await enter(context, demo.web, { ...session, access_token: `header.${ended}.signature` });
    await open(page, "/dashboard", words("dashboard.title"));
    const fresh = (await context.cookies()).find(({ name }) => name === "__Host-nova-access");
    const me = await dataOf(apiWith(demo, fresh?.value ?? "").GET("/api/v1/auth/me"));
    expect(me.username).toBe(demo.users.analyst.username);
  });
});

test("no token reaches the page's scripts", async ({ page, context, words }) => {
  await open(page, "/materials", words("materials.title"));
  expect(await page.evaluate(() => document.cookie)).not.toContain("__Host-nova");
  const session = (await context.cookies()).filter((one) => one.name.startsWith("__Host-nova"));
  expect(session).toHaveLength(2);
  expect(session.every((one) => one.httpOnly && one.secure)).toBe(true);
});

test("the language and the theme that were chosen stay", async ({ page, words }) => {
  await open(page, "/dashboard", words("dashboard.title"));
  await page.getByRole("button", { name: words("session.menu") }).click();
  await page.getByRole("menuitemradio", { name: words("preferences.locales.en") }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
