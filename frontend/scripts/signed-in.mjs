// A browser that has signed in to the running demo, for scripts that look at its pages.
import { readFile } from "node:fs/promises";

import { chromium } from "@playwright/test";

export async function readDemo() {
  return JSON.parse(await readFile(process.env.DEMO_FILE ?? "../.data/demo.json", "utf8"));
}

/** `user` is one of the demo's; `args` are Chromium's own; `look` are options of the browser's pages. */
export async function signedIn(demo, { user = "analyst", args = [], look = {} } = {}) {
  const context = await chromium.launchPersistentContext("", {
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...args],
    locale: "pt-BR",
    timezoneId: "America/Sao_Paulo",
    ...look,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${demo.web}/login`);
  await page.getByLabel("Usuário").fill(demo.users[user].username);
  await page.getByLabel("Senha", { exact: true }).fill(demo.users[user].password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL("**/dashboard");
  return { context, page };
}

/** The address of the first material of class A that has a forecast, at the site of it. */
export async function materialPath(page) {
  return page.evaluate(async () => {
    const ask = async (path) => (await (await fetch(`/api/data/api/v1/${path}`)).json()).data;
    for (const { item_id: item } of await ask("items?abc_class=A&limit=50")) {
      const site = (await ask(`items/${item}/sites`)).find((one) => one.has_forecast);
      if (site) return `/materials/${item}?site=${site.site_id}`;
    }
    throw new Error("No material of class A has a forecast");
  });
}

/** The address of the first supplier. */
export async function supplierPath(page) {
  return page.evaluate(async () => {
    const answer = await fetch("/api/data/api/v1/suppliers?limit=1");
    const [{ supplier_id: supplier }] = (await answer.json()).data;
    return `/suppliers/${supplier}`;
  });
}
