import "server-only";

import { env } from "@/lib/env";
import { redirectToLogin } from "@/lib/session/redirect";
import { accessToken } from "@/lib/session/server";

import { createApiClient, type ApiClient } from "./client";
import { fetchWithDeadline } from "./deadline";
import { resultOf, type ApiResult } from "./result";

export function apiWithoutSession(): ApiClient {
  return createApiClient(env().API_URL, fetchWithDeadline);
}

type Query<Data> = (
  api: ApiClient,
) => Promise<{ data?: Data; error?: unknown; response: Response }>;

/** Asks the API as the signed-in user. Without a session the reader is sent to the login page. */
export async function askApi<Data>(query: Query<Data>): Promise<ApiResult<Data>> {
  const token = await accessToken();
  if (token === null) return redirectToLogin();
  const api = apiWithoutSession();
  api.use({
    onRequest: ({ request }) => {
      request.headers.set("Authorization", `Bearer ${token}`);
    },
  });
  const result = await resultOf(query(api));
  if (!result.ok && result.failure.kind === "unauthorized") return redirectToLogin();
  return result;
}
