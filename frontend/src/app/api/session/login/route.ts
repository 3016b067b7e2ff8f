import { cookies } from "next/headers";
import { z } from "zod";

import { errorResponse, unreachableResponse } from "@/lib/api/forward";
import { resultOf } from "@/lib/api/result";
import { apiWithoutSession } from "@/lib/api/server";
import { cookiesFor } from "@/lib/session/cookies";
import { isSameOrigin } from "@/lib/session/origin";

const Credentials = z.object({
  username: z.string().min(1).max(150),
  password: z.string().min(1).max(1024),
});

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return errorResponse(403, "cross_origin", "Only this site may ask.");
  const body: unknown = await request.json().catch(() => null);
  const credentials = Credentials.safeParse(body);
  if (!credentials.success) {
    return errorResponse(400, "invalid_request", "A username and a password are needed.");
  }
  // The API counts attempts by the address that the proxies in front of this server wrote here.
  const forwardedFor = request.headers.get("X-Forwarded-For");
  const result = await resultOf(
    apiWithoutSession().POST("/api/v1/auth/login", {
      body: credentials.data,
      headers: forwardedFor ? { "X-Forwarded-For": forwardedFor } : {},
    }),
  );
  if (!result.ok) {
    const { status, code } = result.failure;
    if (status === null) return unreachableResponse();
    return errorResponse(status, code ?? "login_failed", "The API did not accept the login.");
  }
  const jar = await cookies();
  cookiesFor(result.data).forEach((cookie) => jar.set(cookie));
  return Response.json({ user: result.data.user });
}
