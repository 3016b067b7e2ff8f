import { test as base, expect, type BrowserContext } from "@playwright/test";

import { apiWith, signedIn, type Api, type Tokens } from "./api";
import { readDemo, type Demo, type Role } from "./demo";
import { wordsIn, type Language, type Words } from "./words";

type Options = {
  /** Who has signed in; null for nobody. */
  role: Role | null;
  language: Language;
  /** Console errors that the test brings about, such as a request that must fail. */
  tolerated: RegExp | null;
};

type Given = Options & {
  /** The API, asked as the same user. */
  api: Api;
  words: Words;
};

type Shared = { demo: Demo; sessionOf: (role: Role) => Promise<Tokens> };

/** Puts a session into the browser as the login page would. */
export async function enter(
  context: BrowserContext,
  web: string,
  tokens: Pick<Tokens, "access_token" | "refresh_token">,
): Promise<void> {
  // Playwright takes Secure cookies for https alone; Chromium sends them to localhost all the same.
  const cookie = { url: web.replace("http:", "https:"), httpOnly: true, secure: true };
  await context.addCookies([
    { ...cookie, name: "__Host-nova-access", value: tokens.access_token },
    { ...cookie, name: "__Host-nova-refresh", value: tokens.refresh_token },
  ]);
}

/** Collects what no page may do: complain in the console, throw, or ask another host. */
function watch(context: BrowserContext, tolerated: RegExp | null): string[] {
  const complaints: string[] = [];
  const note = (complaint: string) => {
    if (!tolerated?.test(complaint)) complaints.push(complaint);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (thrown) => {
    note(thrown.error().message);
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost") note(`foreign: ${request.url()}`);
  });
  return complaints;
}

/** Every test's page belongs to a signed-in user and must end without a complaint. */
export const test = base.extend<Given, Shared>({
  role: ["analyst", { option: true }],
  language: ["pt-BR", { option: true }],
  tolerated: [null, { option: true }],
  demo: [
    async ({}, give) => {
      await give(readDemo());
    },
    { scope: "worker" },
  ],
  sessionOf: [
    async ({ demo }, give) => {
      const sessions = new Map<Role, Promise<Tokens>>();
      await give((role) => {
        const session = sessions.get(role) ?? signedIn(demo, role);
        sessions.set(role, session);
        return session;
      });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ demo }, give) => {
    await give(demo.web);
  },
  words: async ({ language }, give) => {
    await give(wordsIn(language));
  },
  api: async ({ demo, role, sessionOf }, give) => {
    await give(apiWith(demo, (await sessionOf(role ?? "analyst")).access_token));
  },
  context: async ({ context, demo, role, language, tolerated, sessionOf }, give) => {
    if (role) await enter(context, demo.web, await sessionOf(role));
    await context.addCookies([{ url: demo.web, name: "nova-locale", value: language }]);
    const complaints = watch(context, tolerated);
    await give(context);
    expect(complaints).toEqual([]);
  },
});

export { expect };
