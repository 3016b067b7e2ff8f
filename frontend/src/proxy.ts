import { NextResponse, type NextRequest } from "next/server";

import { contentSecurityPolicy } from "@/lib/security-headers";
import { cookiesFor, expiredCookies, type SessionCookie } from "@/lib/session/cookies";
import { freshSession } from "@/lib/session/fresh";
import { PATH_HEADER } from "@/lib/session/next-path";

/**
 * Prepares a page request: renews the session (a render can't set cookies) and gives the page its
 * nonce. It grants nothing: the API decides on every call.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const session = await freshSession(request.cookies);
  const changed: SessionCookie[] =
    session.status === "renewed"
      ? cookiesFor(session.tokens)
      : session.status === "ended"
        ? expiredCookies()
        : [];
  for (const { name, value } of changed) {
    if (value) request.cookies.set(name, value);
    else request.cookies.delete(name);
  }

  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const cookie of changed) response.cookies.set(cookie);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|robots.txt).*)"],
};
