import type { Schemas } from "@/lib/api/client";

export type TokenPair = Schemas["TokenPair"];

/** The `__Host-` prefix makes the browser refuse them unless Secure, without Domain and on "/". */
export const ACCESS_COOKIE = "__Host-nova-access";
export const REFRESH_COOKIE = "__Host-nova-refresh";

const PROTECTED = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;

export type SessionCookie = typeof PROTECTED & { name: string; value: string; maxAge: number };

export function cookiesFor(tokens: TokenPair): SessionCookie[] {
  return [
    { ...PROTECTED, name: ACCESS_COOKIE, value: tokens.access_token, maxAge: tokens.expires_in },
    {
      ...PROTECTED,
      name: REFRESH_COOKIE,
      value: tokens.refresh_token,
      maxAge: tokens.refresh_expires_in,
    },
  ];
}

/** The same cookies, already past. */
export function expiredCookies(): SessionCookie[] {
  return [ACCESS_COOKIE, REFRESH_COOKIE].map((name) => ({
    ...PROTECTED,
    name,
    value: "",
    maxAge: 0,
  }));
}
