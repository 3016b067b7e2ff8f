import { describe, expect, it } from "vitest";

import { endsWithin, expiryOf } from "./token";

const NOW = Date.UTC(2026, 0, 1);
const tokenEnding = (secondsFromNow: number) =>
  `h.${Buffer.from(JSON.stringify({ exp: NOW / 1000 + secondsFromNow })).toString("base64url")}.s`;

describe("endsWithin", () => {
  it.each([
    [31, false],
    [29, true],
    [-1, true],
  ])("with %d seconds left is %s for a margin of 30", (left, expected) => {
    expect(endsWithin(tokenEnding(left), 30, NOW)).toBe(expected);
  });

  it.each(["", "not-a-token", "a.b.c", "a.e30.c"])("takes %j for ended", (token) => {
    expect(expiryOf(token)).toBeNull();
    expect(endsWithin(token, 30, NOW)).toBe(true);
  });
});
