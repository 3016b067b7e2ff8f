import { expect, test } from "@playwright/test";

import { createFormatter } from "../src/lib/format";

import { apiAs } from "./api";
import { readDemo } from "./demo";
import { complaintsOf, expectAccessible } from "./faults";
import { signInAs } from "./sign-in";

const demo = readDemo();
const format = createFormatter("pt-BR");

test.use({ baseURL: demo.web });

test("an administrator reads the audit trail that the API holds", async ({ page }) => {
  const api = await apiAs(demo, "admin");
  await signInAs(page, demo, "admin", "/admin?action=LOAD_PUBLISHED&size=25");
  const { data } = await api.GET("/api/v1/admin/audit-log", {
    params: { query: { action: "LOAD_PUBLISHED", limit: 25 } },
  });
  const entries = data?.data ?? [];
  expect(entries.length).toBeGreaterThan(0);
  const rows = page.getByRole("region", { name: "Auditoria" }).getByRole("row");
  await expect(rows).toHaveCount(1 + entries.length);
  const [newest] = entries;
  await expect(rows.nth(1)).toContainText(format.dateTime(newest?.timestamp));
  await expect(rows.nth(1)).toContainText(newest?.actor ?? "nobody");
  await expect(page.getByRole("status").filter({ hasText: "registro" })).toHaveText(
    new RegExp(`^${format.integer(data?.metadata.total_count)} `),
  );

  await rows.nth(1).getByRole("button").click();
  await expect(page).toHaveURL(new RegExp(`open=${newest?.audit_id ?? 0}`));
  await expect(page.getByRole("region", { name: "Depois" })).toBeVisible();
});

test("a load opens with its steps and its refused rows", async ({ page }) => {
  const api = await apiAs(demo, "admin");
  const { data } = await api.GET("/api/v1/admin/loads", {
    params: { query: { order_by: "-rows_rejected", limit: 1 } },
  });
  const load = data?.data[0];
  if (!load) throw new Error("The demo has no loads");
  const rejects = await api.GET("/api/v1/admin/loads/{run_id}/rejects", {
    params: { path: { run_id: load.run_id }, query: { limit: 25 } },
  });

  await signInAs(page, demo, "admin", `/admin?tab=loads&lsort=-rows_rejected&load=${load.run_id}`);
  const table = page.getByRole("region", { name: "Cargas", exact: true });
  await expect(table.getByRole("row").nth(1)).toContainText(`#${load.run_id} ${load.dataset}`);
  const refused = page.getByRole("region", { name: "Linhas recusadas" }).first();
  await expect(refused).toContainText(`de ${load.rows_rejected ?? 0}`);
  const kept = rejects.data?.data.length ?? 0;
  await expect(refused.getByRole("row")).toHaveCount(kept === 0 ? 0 : 1 + kept);
  await expect(page.getByRole("link", { name: /Abrir no Django admin/ })).toHaveAttribute(
    "href",
    `${demo.api}/admin/support/loadrun/${load.run_id}/change/`,
  );
});

test("the nights tell their steps", async ({ page }) => {
  const api = await apiAs(demo, "admin");
  const { data } = await api.GET("/api/v1/admin/nights", { params: { query: { limit: 1 } } });
  const night = data?.data[0];
  if (!night) throw new Error("The demo had no night");
  await signInAs(page, demo, "admin", `/admin?tab=nights&night=${night.night_id}`);
  const day = format.date(night.business_date);
  const steps = page.getByRole("region", { name: `Etapas da noite de ${day}` });
  await expect(steps.getByRole("row")).toHaveCount(1 + night.steps.length);
  for (const [index, step] of night.steps.entries()) {
    const cells = steps
      .getByRole("row")
      .nth(1 + index)
      .getByRole("cell");
    await expect(cells.nth(0)).toContainText(step.step);
    await expect(cells.nth(2)).toHaveText(format.integer(step.row_count));
  }
});

test("an analyst finds no way to the administration, and is refused at its door", async ({
  page,
}) => {
  await signInAs(page, demo, "analyst", "/dashboard");
  const nav = page.getByRole("navigation", { name: "Navegação principal" });
  await expect(nav.getByRole("link", { name: "Fornecedores" })).toBeVisible();
  await expect(nav.getByRole("link", { name: "Administração" })).toHaveCount(0);
  await page.goto("/admin");
  await expect(page.getByRole("alert").filter({ hasText: "Sem permissão" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  const status = await page.evaluate(
    async () => (await fetch("/api/data/api/v1/admin/audit-log")).status,
  );
  expect(status).toBe(403);
});

for (const [colorScheme, language] of [
  ["light", "pt-BR"],
  ["dark", "en"],
] as const) {
  test(`the administration has no serious fault for those who can't see it (${colorScheme}, ${language})`, async ({
    page,
    context,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const complaints = complaintsOf(page, demo.web);
    await signInAs(page, demo, "admin", "/dashboard");
    await context.addCookies([{ url: demo.web, name: "nova-locale", value: language }]);
    await expectAccessible(page, "/admin");
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expectAccessible(page, "/admin?tab=loads");
    await expectAccessible(page, "/admin?tab=nights");
    expect(complaints).toEqual([]);
  });
}
