// Pictures of the running demo's pages for the documentation: on a desk, light and dark, and on a phone.
// ONLY=dashboard,alerts takes some of them.
import { stat } from "node:fs/promises";

import sharp from "sharp";

import { materialPath, readDemo, signedIn, supplierPath } from "./signed-in.mjs";

const FOLDER = "../docs/screenshots";
const MOST_BYTES = 250_000;
/** What is further down repeats what is above. */
const MOST_HEIGHT = 1500;

const DESK = { viewport: { width: 1440, height: 900 } };
const LOOKS = {
  "": { ...DESK, colorScheme: "light" },
  "-dark": { ...DESK, colorScheme: "dark" },
  "-phone": {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    colorScheme: "light",
  },
};

const pagesOf = (material, supplier) => ({
  dashboard: "/dashboard",
  recommendations: "/recommendations",
  alerts: "/alerts?shown=all",
  materials: "/materials",
  "material-overview": `${material}&tab=overview`,
  material: `${material}&tab=demand`,
  "material-inventory": `${material}&tab=inventory`,
  "material-forecasts": `${material}&tab=forecasts`,
  "material-features": `${material}&tab=features`,
  "material-orders": `${material}&tab=orders`,
  inventory: "/inventory",
  forecasts: "/forecasts",
  "forecasts-accuracy": "/forecasts?tab=accuracy",
  suppliers: "/suppliers",
  supplier,
  glossary: "/glossary",
  // Last: it ends the session.
  login: "/login",
});

/** Keeps the picture in as many colours as it needs to stay small. */
async function keep(picture, name) {
  const file = `${FOLDER}/${name}.png`;
  for (const colours of [256, 128, 64]) {
    await sharp(picture).png({ palette: true, colours, effort: 10 }).toFile(file);
    if ((await stat(file)).size < MOST_BYTES) return;
  }
  throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
}

const only = process.env.ONLY?.split(",");
const demo = await readDemo();
for (const [suffix, look] of Object.entries(LOOKS)) {
  const { context, page } = await signedIn(demo, { look: { ...look, reducedMotion: "reduce" } });
  const phone = suffix === "-phone";
  const pages = pagesOf(await materialPath(page), await supplierPath(page));
  for (const [name, path] of Object.entries(pages)) {
    if (only && !only.includes(name)) continue;
    if (name === "login") await context.clearCookies();
    await page.goto(demo.web + path, { waitUntil: "networkidle" });
    await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({
      width: look.viewport.width,
      height: phone ? look.viewport.height : Math.min(Math.max(height, 900), MOST_HEIGHT),
    });
    await page.waitForLoadState("networkidle");
    // What stands in for a chart until it has come.
    await page.waitForFunction(() => !document.querySelector(".animate-pulse"));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) console.log(`${name}${suffix} is ${wider} px wider than its window`);
    await keep(await page.screenshot(), name + suffix);
    await page.setViewportSize(look.viewport);
  }
  await context.close();
}
