import { afterEach, describe, expect, it, vi } from "vitest";

import { ACCESS_COOKIE, REFRESH_COOKIE } from "./cookies";
import { freshSession } from "./fresh";

const tokenEndingIn = (seconds: number) => {
  const claims = JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds });
  return `h.${Buffer.from(claims).toString("base64url")}.s`;
};

function jar(cookies: Record<string, string>) {
  const values = new Map(Object.entries(cookies));
  return {
    get: (name: string) => {
      const value = values.get(name);
      return value === undefined ? undefined : { value };
    },
  };
}

/** The API's answer to a refresh; null when nobody answers. */
function apiAnswers(status: number | null, body: object = {}) {
  const fetchStub = vi.fn(() =>
    status === null
      ? Promise.reject(new TypeError("fetch failed"))
      : Promise.resolve(Response.json(body, { status })),
  );
  vi.stubGlobal("fetch", fetchStub);
  return fetchStub;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("freshSession", () => {
  it("leaves a good access token alone", async () => {
    const asked = apiAnswers(200);
    const access = tokenEndingIn(600);
    const session = await freshSession(
      jar({ [ACCESS_COOKIE]: access, [REFRESH_COOKIE]: "r-good" }),
    );
    expect(session).toEqual({ status: "current", accessToken: access });
    expect(asked).not.toHaveBeenCalled();
  });

  it("renews an access token that is about to end", async () => {
    apiAnswers(200, { access_token: "new", refresh_token: "r-2" });
    const session = await freshSession(
      jar({ [ACCESS_COOKIE]: tokenEndingIn(10), [REFRESH_COOKIE]: "r-ending" }),
    );
    expect(session).toMatchObject({ status: "renewed", accessToken: "new" });
  });

  it("ends when the API refuses the refresh token", async () => {
    apiAnswers(401, { error: "token_reused", detail: "" });
    expect(await freshSession(jar({ [REFRESH_COOKIE]: "r-reused" }))).toEqual({ status: "ended" });
  });

  it.each([
    ["nobody answers", null],
    ["the API fails", 500],
    ["the API asks for a pause", 429],
  ])("is kept while %s", async (_case, status) => {
    apiAnswers(status);
    const session = await freshSession(jar({ [REFRESH_COOKIE]: `r-kept-${status}` }));
    expect(session).toEqual({ status: "current", accessToken: null });
  });

  it("is none without cookies", async () => {
    expect(await freshSession(jar({}))).toEqual({ status: "none" });
  });
});
