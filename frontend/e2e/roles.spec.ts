import { readFile } from "node:fs/promises";

import { apiWith, dataOf, signedIn } from "./api";
import { open } from "./pages";
import { enter, expect, test } from "./test";

/** A token of the right shape that ended long ago. */
const ENDED = `header.${Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url")}.signature`;
const ACCESS = "__Host-nova-access";

test.use({ role: null });

for (const role of ["analyst", "viewer", "admin"] as const) {
  for (const language of ["pt-BR", "en"] as const) {
    test.describe(`${role}, ${language}`, () => {
      test.use({ language });

      test("works through the list and takes its file along from the keyboard alone", async ({
        page,
        context,
        demo,
        words,
      }) => {
        const session = await signedIn(demo, role);
        await enter(context, demo.web, session);
        await open(page, "/recommendations", words("worklist.title"));
        const rows = page.locator("[data-row]");
        const first = (await rows.first().getAttribute("data-row")) ?? "none";
        const row = page.locator(`[data-row="${first}"]`);
        // From a choice among few, whose buttons take no letters.
        await page.getByRole("radio", { checked: true }).focus();
        await expect(async () => {
          await page.keyboard.press("k");
          await expect(row).toBeFocused({ timeout: 500 });
        }).toPass();
        await page.keyboard.press("e");
        if (role === "viewer") {
          await expect(page.getByRole("checkbox")).toHaveCount(0);
          await expect(row).toBeVisible();
        } else {
          await expect(row).toHaveCount(0);
          await page.keyboard.press("u");
          await expect(row).toBeVisible();
        }

        const title = words("worklist.title");
        await page.getByRole("button", { name: words("exports.exportOf", { title }) }).focus();
        await page.keyboard.press("Enter");
        const plain = page.getByRole("menuitem", { name: words("exports.looks.csvPlain") });
        await expect(page.getByRole("menuitem").first()).toBeFocused();
        await page.keyboard.press("ArrowDown");
        await expect(plain).toBeFocused();
        const coming = page.waitForEvent("download");
        await page.keyboard.press("Enter");
        const file = await readFile(await (await coming).path(), "utf8");
        const api = apiWith(demo, session.access_token);
        const query = { status: "OPEN", limit: 1 } as const;
        const { metadata } = await dataOf(
          api.GET("/api/v1/recommendations", { params: { query } }),
        );
        const lines = file
          .trimEnd()
          .split("\n")
          .filter((line) => !line.startsWith("#"));
        expect(metadata.total_count).toBeGreaterThan(0);
        expect(lines).toHaveLength(1 + metadata.total_count);
      });

      test("goes on reading when the access token has ended", async ({
        page,
        context,
        demo,
        words,
      }) => {
        await enter(context, demo.web, await signedIn(demo, role));
        await open(page, "/alerts", words("alerts.title"));
        const url = demo.web.replace("http:", "https:");
        await context.addCookies([
          { url, name: ACCESS, value: ENDED, httpOnly: true, secure: true },
        ]);
        const answer = page.waitForResponse((one) => one.url().includes("/api/data/api/v1/alerts"));
        await page.getByRole("radio", { name: words("alerts.shown.all"), exact: true }).click();
        expect((await answer).status()).toBe(200);
        await expect(page.getByRole("table")).toBeVisible();
        await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
        const fresh = (await context.cookies()).find(({ name }) => name === ACCESS);
        const me = await dataOf(apiWith(demo, fresh?.value ?? "").GET("/api/v1/auth/me"));
        expect(me.username).toBe(demo.users[role].username);
      });
    });
  }
}
