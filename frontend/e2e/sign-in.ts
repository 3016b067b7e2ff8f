import type { Page } from "@playwright/test";

import type { Demo } from "./demo";

/** Signs in as one of the demo's users and ends on `path`. */
export async function signInAs(
  page: Page,
  demo: Demo,
  user: keyof Demo["users"],
  path: string,
): Promise<void> {
  const { username, password } = demo.users[user];
  await page.goto(`/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Usuário").fill(username);
  await page.getByLabel("Senha", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL(`**${path}`);
}
