import type { Page } from "@playwright/test";

import type { Demo, Role } from "./demo";
import { signIn } from "./pages";
import { wordsIn } from "./words";

/** Signs in as one of the demo's users and ends on `path`. */
export const signInAs = (page: Page, demo: Demo, user: Role, path: string): Promise<void> =>
  signIn(page, demo.users[user], wordsIn("pt-BR"), path);
