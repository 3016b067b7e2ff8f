import { createHash } from "node:crypto";

import { resultOf } from "@/lib/api/result";
import { createApiClient } from "@/lib/api/client";
import { fetchWithDeadline } from "@/lib/api/deadline";
import { env } from "@/lib/env";

import type { TokenPair } from "./cookies";

export type RefreshOutcome =
  { status: "refreshed"; tokens: TokenPair } | { status: "rejected" } | { status: "unavailable" };

type Exchange = (refreshToken: string) => Promise<RefreshOutcome>;

/** Requests sent before the browser learned its new cookie still arrive with the old one. */
const GRACE_MS = 30_000;

export async function exchangeAtApi(refreshToken: string): Promise<RefreshOutcome> {
  const api = createApiClient(env().API_URL, fetchWithDeadline);
  const result = await resultOf(
    api.POST("/api/v1/auth/refresh", { body: { refresh_token: refreshToken } }),
  );
  if (result.ok) return { status: "refreshed", tokens: result.data };
  const { kind } = result.failure;
  return { status: kind === "unauthorized" || kind === "refused" ? "rejected" : "unavailable" };
}

/**
 * Makes one exchange per refresh token, however many requests need it at once. The API revokes the
 * whole session when a spent refresh token comes back, so a second exchange would sign the user out.
 */
export function createRefresher(exchange: Exchange, graceMs = GRACE_MS): Exchange {
  const flights = new Map<string, Promise<RefreshOutcome>>();
  return (refreshToken) => {
    const key = createHash("sha256").update(refreshToken).digest("hex");
    const underWay = flights.get(key);
    if (underWay) return underWay;
    const forget = () => flights.delete(key);
    const flight = exchange(refreshToken).then(
      (outcome) => {
        if (outcome.status === "unavailable") forget();
        else setTimeout(forget, graceMs).unref();
        return outcome;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    flights.set(key, flight);
    return flight;
  };
}

const shared = globalThis as typeof globalThis & { novaRefresher?: Exchange };

/** One per process: the proxy and the route handlers are bundled apart but share `globalThis`. */
export const refreshSession: Exchange = (refreshToken) => {
  shared.novaRefresher ??= createRefresher(exchangeAtApi);
  return shared.novaRefresher(refreshToken);
};
