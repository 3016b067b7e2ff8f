import { describe, expect, it } from "vitest";

import { latest } from "./dates";

describe("plain dates", () => {
  it("finds the latest of the dates there are", () => {
    expect(latest("2026-01-02", null, "2026-01-10", undefined)).toBe("2026-01-10");
    expect(latest(null)).toBeNull();
  });
});
