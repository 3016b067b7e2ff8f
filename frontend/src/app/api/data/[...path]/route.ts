import type { NextRequest } from "next/server";
import { cookies } from "next/headers";

import {
  asksForFile,
  errorResponse,
  forwardFile,
  forwardGet,
  forwardPost,
  readablePath,
  unreachableResponse,
  writablePath,
} from "@/lib/api/forward";
import { cookiesFor, expiredCookies } from "@/lib/session/cookies";
import { freshSession, type FreshSession } from "@/lib/session/fresh";
import { isSameOrigin } from "@/lib/session/origin";

/** Characters; a decision on a thousand rows has some six thousand. */
const LONGEST_BODY = 65_536;

type Context = { params: Promise<{ path: string[] }> };

const signedOut = () => errorResponse(401, "not_authenticated", "Sign in to read this.");

async function keep(session: FreshSession): Promise<void> {
  const jar = await cookies();
  if (session.status === "renewed") cookiesFor(session.tokens).forEach((one) => jar.set(one));
  if (session.status === "ended") expiredCookies().forEach((one) => jar.set(one));
}

type Send = (path: string, accessToken: string) => Promise<Response>;

async function asTheReader(
  request: NextRequest,
  path: string | null,
  send: Send,
): Promise<Response> {
  if (!isSameOrigin(request)) return errorResponse(403, "cross_origin", "Only this site may ask.");
  if (!path) return errorResponse(404, "not_found", "There is nothing at this path.");
  const session = await freshSession(request.cookies);
  await keep(session);
  if (session.status === "ended" || session.status === "none") return signedOut();
  if (session.accessToken === null) return unreachableResponse();
  try {
    return await send(path, session.accessToken);
  } catch {
    return unreachableResponse();
  }
}

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const path = readablePath((await params).path);
  const { search, searchParams } = request.nextUrl;
  return asTheReader(request, path, (to, token) =>
    asksForFile(searchParams)
      ? forwardFile(to, search, token, request.signal)
      : forwardGet(to, search, token),
  );
}

export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const path = writablePath((await params).path);
  const body = await request.text();
  if (body.length > LONGEST_BODY)
    return errorResponse(413, "too_large", "That is too much at once.");
  return asTheReader(request, path, (to, token) => forwardPost(to, body, token));
}
