import "server-only";

import { cookies } from "next/headers";

import { ACCESS_COOKIE, REFRESH_COOKIE } from "./cookies";

/**
 * The token to ask the API with; null without a session. While the API is down a session may be left
 * with its refresh token alone: the empty token lets the page say so instead of asking for a password.
 */
export async function accessToken(): Promise<string | null> {
  const jar = await cookies();
  return jar.get(ACCESS_COOKIE)?.value ?? (jar.has(REFRESH_COOKIE) ? "" : null);
}
