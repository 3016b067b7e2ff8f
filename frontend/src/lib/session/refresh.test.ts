import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { TokenPair } from "./cookies";
import { createRefresher, type RefreshOutcome } from "./refresh";

const tokens: TokenPair = {
  access_token: "access-2",
  refresh_token: "refresh-2",
  token_type: "Bearer",
  expires_in: 900,
  refresh_expires_in: 28_800,
  user: { user_id: 1, username: "ana", email: "ana@example.com", role: "ANALYST", scoped: false },
};
const refreshed: RefreshOutcome = { status: "refreshed", tokens };

const GRACE_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("createRefresher", () => {
  it("spends a refresh token once for requests that come together", async () => {
    const exchange = vi.fn(() => Promise.resolve(refreshed));
    const refresh = createRefresher(exchange, GRACE_MS);
    const outcomes = await Promise.all([refresh("refresh-1"), refresh("refresh-1")]);
    expect(exchange).toHaveBeenCalledTimes(1);
    expect(outcomes).toEqual([refreshed, refreshed]);
  });

  it("answers a late request that still carries the spent token", async () => {
    const exchange = vi.fn(() => Promise.resolve(refreshed));
    const refresh = createRefresher(exchange, GRACE_MS);
    await refresh("refresh-1");
    vi.advanceTimersByTime(GRACE_MS - 1);
    expect(await refresh("refresh-1")).toEqual(refreshed);
    expect(exchange).toHaveBeenCalledTimes(1);
  });

  it("forgets the outcome after the grace, so that the API sees a reuse", async () => {
    const exchange = vi.fn(() => Promise.resolve(refreshed));
    const refresh = createRefresher(exchange, GRACE_MS);
    await refresh("refresh-1");
    vi.advanceTimersByTime(GRACE_MS);
    await refresh("refresh-1");
    expect(exchange).toHaveBeenCalledTimes(2);
  });

  it("keeps two sessions apart", async () => {
    const exchange = vi.fn(() => Promise.resolve(refreshed));
    const refresh = createRefresher(exchange, GRACE_MS);
    await Promise.all([refresh("refresh-1"), refresh("refresh-9")]);
    expect(exchange.mock.calls).toEqual([["refresh-1"], ["refresh-9"]]);
  });

  it("asks again once the API is back", async () => {
    const exchange = vi
      .fn<() => Promise<RefreshOutcome>>()
      .mockResolvedValueOnce({ status: "unavailable" })
      .mockResolvedValueOnce(refreshed);
    const refresh = createRefresher(exchange, GRACE_MS);
    expect(await refresh("refresh-1")).toEqual({ status: "unavailable" });
    expect(await refresh("refresh-1")).toEqual(refreshed);
  });
});
