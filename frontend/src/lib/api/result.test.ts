import { describe, expect, it } from "vitest";

import { API_UNREACHABLE, failureFrom, resultOf } from "./result";

describe("failureFrom", () => {
  it.each([
    [401, "invalid_credentials", "unauthorized"],
    [403, "forbidden", "forbidden"],
    [404, "not_found", "not-found"],
    [429, "throttled", "rate-limited"],
    [400, "invalid_parameter", "refused"],
    [500, "server_error", "failed"],
    [503, "unavailable", "unreachable"],
    [502, API_UNREACHABLE, "unreachable"],
  ])("reads %d %s as %s", (status, code, kind) => {
    expect(failureFrom(status, { error: code, detail: "" })).toEqual({ kind, status, code });
  });

  it("needs no body in the API's shape", () => {
    expect(failureFrom(500, "<html>")).toEqual({ kind: "failed", status: 500, code: null });
  });
});

describe("resultOf", () => {
  it("names a refused connection instead of throwing", async () => {
    const result = await resultOf(Promise.reject(new TypeError("fetch failed")));
    expect(result).toMatchObject({ ok: false, failure: { kind: "unreachable", status: null } });
  });
});
