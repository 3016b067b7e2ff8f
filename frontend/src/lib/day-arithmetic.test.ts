import { describe, expect, it } from "vitest";

import { daysBetween, eachDay, shiftDays } from "./day-arithmetic";

describe("days worked out of days", () => {
  it("counts over the end of February in a leap year", () => {
    expect(shiftDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
  });

  it("keeps the day on which São Paulo's clocks once skipped midnight", () => {
    expect(eachDay("2018-11-03", "2018-11-05")).toEqual(["2018-11-03", "2018-11-04", "2018-11-05"]);
    expect(shiftDays("2018-11-03", 1)).toBe("2018-11-04");
  });

  it("has no days when the end comes before the start", () => {
    expect(eachDay("2026-01-02", "2026-01-01")).toEqual([]);
  });
});
