import { open, PAGES } from "./pages";
import { holdApi } from "./held-api";
import { startStandalone } from "./standalone-server";
import { enter, expect, test } from "./test";

test.use({ role: null });

for (const [path, title] of PAGES) {
  test(`${path} shows its outline until the data come`, async ({
    page,
    context,
    demo,
    sessionOf,
    words,
  }) => {
    const api = await holdApi(demo.api);
    const server = await startStandalone(api.url);
    try {
      await enter(context, server.url, await sessionOf("analyst"));
      await page.goto(server.url + path, { waitUntil: "commit" });
      await expect(
        page.getByRole("status").filter({ hasText: words("states.loading") }),
      ).toBeVisible();
      api.release();
      await open(page, server.url + path, words(title));
    } finally {
      // First, so that nothing is under way when the server stops.
      await page.close();
      await server.stop();
      await api.stop();
    }
  });
}
