import { describe, expect, it } from "vitest";

import { binned, binOf, binWidth } from "./distribution";

const took = (days: number, lines: number, promised_lines = 0) => ({ days, lines, promised_lines });

describe("the distribution of lead times", () => {
  it("has a bar for each day, those without lines too", () => {
    expect(binned([took(3, 2), took(5, 1, 3)])).toEqual([
      { from: 3, to: 3, lines: 2, promised: 0 },
      { from: 4, to: 4, lines: 0, promised: 0 },
      { from: 5, to: 5, lines: 1, promised: 3 },
    ]);
  });

  it("takes days together where they are many, and loses no line", () => {
    // From 1 to 100 days: 100 bars of a day, 50 of two, 20 of five.
    const every = Array.from({ length: 100 }, (_, index) => took(index + 1, 1, 2));
    expect(binWidth(every)).toBe(5);
    const bins = binned(every);
    expect(bins[0]).toEqual({ from: 0, to: 4, lines: 4, promised: 8 });
    expect(bins).toHaveLength(21);
    expect(bins.reduce((sum, { lines }) => sum + lines, 0)).toBe(100);
    expect(bins.reduce((sum, { promised }) => sum + promised, 0)).toBe(200);
  });

  it("is empty without lines", () => {
    expect(binned([])).toEqual([]);
  });

  it.each([
    [7, 5, 5],
    [12.5, 5, 10],
    [-3, 5, -5],
  ])("puts %d days into the bin of %d that begins at %d", (days, width, first) => {
    expect(binOf(days, width)).toBe(first);
  });
});
