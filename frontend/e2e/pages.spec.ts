import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

import { createFormatter } from "../src/lib/format";

import { apiAsAnalyst } from "./api";
import { readDemo } from "./demo";
import { signInAs } from "./sign-in";

const demo = readDemo();
const format = createFormatter("pt-BR");
const PAGES = [
  "/dashboard",
  "/recommendations",
  "/alerts",
  "/materials",
  "/inventory",
  "/glossary",
];

test.use({ baseURL: demo.web });

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page has a serious fault for those who can't see it (${colorScheme})`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith("http") && host !== new URL(demo.web).host) {
        complaints.push(`foreign: ${request.url()}`);
      }
    });
    await signInAs(page, demo, "analyst", "/dashboard");
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      expect(grave.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test("the dashboard shows the figures that the API holds", async ({ page }) => {
  const api = await apiAsAnalyst(demo);
  const { data } = await api.GET("/api/v1/analytics/summary", { params: { query: { days: 30 } } });
  const stockout = data?.data.find(({ kpi }) => kpi === "stockout_rate");
  expect(stockout?.value).not.toBeNull();
  await signInAs(page, demo, "analyst", "/dashboard");
  await expect(page.locator('[data-kpi="stockout_rate"]')).toHaveText(
    format.percent(stockout?.value),
  );
});

test("an analyst acknowledges advice from the keyboard and takes it back", async ({ page }) => {
  await signInAs(page, demo, "analyst", "/recommendations");
  const first = page.locator("[data-row]").first();
  const id = Number(await first.getAttribute("data-row"));
  const api = await apiAsAnalyst(demo);
  const statusOf = async () => {
    const answer = await api.GET("/api/v1/recommendations/{recommendation_id}", {
      params: { path: { recommendation_id: id } },
    });
    return answer.data?.status;
  };
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(first).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("o");
  await expect(page.getByRole("region", { name: "Evidências" })).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByText("Recomendação reconhecida").first()).toBeVisible();
  expect(await statusOf()).toBe("ACKNOWLEDGED");
  await page.getByRole("button", { name: "Desfazer" }).click();
  await expect(page.getByText("Decisão desfeita").first()).toBeVisible();
  expect(await statusOf()).toBe("OPEN");
});

test("a viewer reads advice and is offered no decision", async ({ page }) => {
  await signInAs(page, demo, "viewer", "/recommendations");
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await expect(page.getByText("Recomendação reconhecida")).toHaveCount(0);
});
