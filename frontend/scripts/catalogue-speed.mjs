// How long a reader waits for the catalogue: filters and pages of /materials, each from the press to the
// rows in sight. Prints JSON: for each kind the milliseconds, and the API's paths that were asked for.
// WEB_URL, WEB_USER, WEB_PASSWORD: a running dashboard and who signs in.
import { signedIn } from "./signed-in.mjs";

const FORWARDED = "/api/data";
const FAMILIES = ["CABLES", "CONNECTORS", "POWER", "RADIO", "TOOLS", "TOWER HARDWARE"];
const WORDS = ["MAT-0001", "MAT-0123", "MAT-0200", "MAT-0321", "MAT-0400", "MAT-0456"];
const PAGES = 24;

const { WEB_URL: web, WEB_USER: username, WEB_PASSWORD: password } = process.env;
const { context, page } = await signedIn({ web, users: { analyst: { username, password } } });

/** Starts a clock at the next press, and stops it with the frame that draws the answer's rows. */
function watch() {
  let pressed = null;
  const press = ({ timeStamp }) => (pressed ??= timeStamp);
  const kinds = ["click", "input"];
  kinds.forEach((kind) => addEventListener(kind, press, { capture: true }));
  const answers = () =>
    performance.getEntriesByType("resource").filter(({ name }) => name.includes("/v1/items?"));
  const asked = answers().length;
  const status = () => document.querySelector('[role="search"] [role="status"]').textContent;
  window.waited = new Promise((resolve) => {
    const look = () => {
      const address = answers()[asked]?.name;
      if (!address || status().startsWith("Atualizando")) {
        requestAnimationFrame(look);
        return;
      }
      kinds.forEach((kind) => removeEventListener(kind, press, { capture: true }));
      // The rows are in the document; after this frame they are in sight.
      requestAnimationFrame(() =>
        setTimeout(() => resolve({ ms: performance.now() - pressed, address })),
      );
    };
    look();
  });
}

const told = {};

/** Times one step of a kind. */
async function time(kind, step) {
  await page.evaluate(watch);
  await step();
  const { ms, address } = await page.evaluate(() => window.waited);
  told[kind] ??= { milliseconds: [], paths: [] };
  told[kind].milliseconds.push(ms);
  told[kind].paths.push(address.slice(address.indexOf(FORWARDED) + FORWARDED.length));
}

await page.goto(`${web}/materials`, { waitUntil: "networkidle" });

const sites = await page
  .getByLabel("Site", { exact: true })
  .locator("option")
  .evaluateAll((options) => options.map(({ value }) => value).filter(Boolean));
const classOf = (abc) => page.getByRole("button", { name: `Classe ${abc}` });
for (const [index, site] of sites.entries()) {
  await time("filter", () => page.getByLabel("Site", { exact: true }).selectOption(site));
  await time("filter", () => classOf("ABC"[index % 3]).click());
}
await page.goto(`${web}/materials`, { waitUntil: "networkidle" });
await page.getByRole("button", { name: "Famílias" }).click();
for (const family of FAMILIES) {
  await time("filter", () => page.getByRole("menuitemcheckbox", { name: family }).click());
}

await page.goto(`${web}/materials`, { waitUntil: "networkidle" });
for (let turned = 0; turned < PAGES; turned += 1) {
  await time("page", () => page.getByRole("button", { name: "Próxima página" }).click());
}

for (const words of WORDS) {
  await page.goto(`${web}/materials`, { waitUntil: "networkidle" });
  await time("search", () => page.getByRole("searchbox").fill(words));
}

await context.close();
console.log(JSON.stringify(told));
