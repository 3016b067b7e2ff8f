import type { NextRequest } from "next/server";
import { cookies } from "next/headers";

import { errorResponse, forwardGet, readablePath, unreachableResponse } from "@/lib/api/forward";
import { cookiesFor, expiredCookies } from "@/lib/session/cookies";
import { freshSession, type FreshSession } from "@/lib/session/fresh";
import { isSameOrigin } from "@/lib/session/origin";

type Context = { params: Promise<{ path: string[] }> };

const signedOut = () => errorResponse(401, "not_authenticated", "Sign in to read this.");

async function keep(session: FreshSession): Promise<void> {
  const jar = await cookies();
  if (session.status === "renewed") cookiesFor(session.tokens).forEach((one) => jar.set(one));
  if (session.status === "ended") expiredCookies().forEach((one) => jar.set(one));
}

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  if (!isSameOrigin(request)) return errorResponse(403, "cross_origin", "Only this site may ask.");
  const path = readablePath((await params).path);
  if (!path) return errorResponse(404, "not_found", "There is nothing at this path.");

  const session = await freshSession(request.cookies);
  await keep(session);
  if (session.status === "ended" || session.status === "none") return signedOut();
  if (session.accessToken === null) return unreachableResponse();
  try {
    return await forwardGet(path, request.nextUrl.search, session.accessToken);
  } catch {
    return unreachableResponse();
  }
}
