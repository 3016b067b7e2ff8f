import { describe, expect, it } from "vitest";

import { trustOf } from "./verdict";

describe("trustOf", () => {
  it("is the share of the naive error that the forecast saves", () => {
    // (0.5 − 0.41) / 0.5
    expect(trustOf({ wape: 0.41, wape_naive: 0.5 })).toEqual({
      kind: "better",
      gain: expect.closeTo(0.18) as number,
    });
  });

  it("says so when the forecast is behind", () => {
    // (0.6 − 0.5) / 0.5
    expect(trustOf({ wape: 0.6, wape_naive: 0.5 })).toEqual({
      kind: "worse",
      gain: expect.closeTo(0.2) as number,
    });
  });

  it.each([
    [null, 0.5],
    [0.4, null],
    [0.4, 0],
  ])("says nothing of %s against %s", (wape, naive) => {
    expect(trustOf({ wape, wape_naive: naive })).toBeNull();
  });
});
