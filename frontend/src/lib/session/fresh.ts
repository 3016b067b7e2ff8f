import { ACCESS_COOKIE, REFRESH_COOKIE, type TokenPair } from "./cookies";
import { refreshSession } from "./refresh";
import { endsWithin } from "./token";

/** Below this an access token could end while the request it serves is under way. */
const MARGIN_SECONDS = 30;

export type FreshSession =
  /** Nothing to change: the access token is good, or the API could not be asked. */
  | { status: "current"; accessToken: string | null }
  | { status: "renewed"; accessToken: string; tokens: TokenPair }
  /** The API will not renew it: the cookies are worth nothing. */
  | { status: "ended" }
  | { status: "none" };

type CookieJar = { get(name: string): { value: string } | undefined };

/** The session in these cookies, renewed when its access token is missing or about to end. */
export async function freshSession(cookies: CookieJar, force = false): Promise<FreshSession> {
  const access = cookies.get(ACCESS_COOKIE)?.value ?? null;
  const refresh = cookies.get(REFRESH_COOKIE)?.value;
  if (access && !force && !endsWithin(access, MARGIN_SECONDS)) {
    return { status: "current", accessToken: access };
  }
  if (!refresh) return access ? { status: "ended" } : { status: "none" };
  const outcome = await refreshSession(refresh);
  if (outcome.status === "rejected") return { status: "ended" };
  if (outcome.status === "unavailable") return { status: "current", accessToken: access };
  return { status: "renewed", accessToken: outcome.tokens.access_token, tokens: outcome.tokens };
}
