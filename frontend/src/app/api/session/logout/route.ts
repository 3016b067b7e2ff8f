import { cookies } from "next/headers";

import { errorResponse } from "@/lib/api/forward";
import { resultOf } from "@/lib/api/result";
import { apiWithoutSession } from "@/lib/api/server";
import { expiredCookies, REFRESH_COOKIE } from "@/lib/session/cookies";
import { freshSession } from "@/lib/session/fresh";
import { isSameOrigin } from "@/lib/session/origin";

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return errorResponse(403, "cross_origin", "Only this site may ask.");
  const jar = await cookies();
  const session = await freshSession(jar);
  const refreshToken =
    session.status === "renewed" ? session.tokens.refresh_token : jar.get(REFRESH_COOKIE)?.value;
  if (refreshToken && "accessToken" in session) {
    // The browser forgets the session whatever the API answers.
    await resultOf(
      apiWithoutSession().POST("/api/v1/auth/logout", {
        body: { refresh_token: refreshToken },
        headers: { Authorization: `Bearer ${session.accessToken ?? ""}` },
      }),
    );
  }
  expiredCookies().forEach((cookie) => jar.set(cookie));
  return new Response(null, { status: 204 });
}
