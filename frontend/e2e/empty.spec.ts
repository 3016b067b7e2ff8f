import { signedIn } from "./api";
import { startEmptyApi, type EmptyApi } from "./empty-api";
import { open, PAGES } from "./pages";
import { startStandalone, type StandaloneServer } from "./standalone-server";
import { enter, expect, test } from "./test";

let api: EmptyApi;
let server: StandaloneServer;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  api = await startEmptyApi();
  server = await startStandalone(api.url);
});
test.afterAll(async () => {
  await server.stop();
  await api.stop();
});

/** What each page says before anything was loaded: the command that loads it is in the words. */
const SAID: Record<(typeof PAGES)[number][0], string[]> = {
  "/dashboard": ["dashboard.noDemandBody", "alerts.emptyBody", "worklist.emptyBody"],
  "/recommendations": ["worklist.emptyBody", "worklist.noOutcomesBody"],
  "/alerts": ["alerts.emptyBody"],
  "/materials": ["materials.emptyBody"],
  "/inventory": ["inventory.emptyBody"],
  "/forecasts": ["forecasts.subtitle"],
  "/suppliers": ["suppliers.emptyBody"],
  "/glossary": ["glossary.subtitle"],
};

test.use({ role: null });

for (const language of ["pt-BR", "en"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("every page of an empty database says what to load", async ({
      page,
      context,
      demo,
      words,
    }) => {
      await enter(context, server.url, await signedIn({ ...demo, api: api.url }, "analyst"));
      await context.addCookies([{ url: server.url, name: "nova-locale", value: language }]);
      for (const [path, title] of PAGES) {
        await open(page, server.url + path, words(title));
        for (const said of SAID[path]) {
          await expect(page.getByText(words(said)).first()).toBeVisible();
        }
        await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
      }
    });
  });
}
