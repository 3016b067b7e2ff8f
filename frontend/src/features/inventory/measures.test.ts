import { describe, expect, it } from "vitest";

import { countOf, heatOf, shareOf, together, type Counts } from "./measures";

const cell: Counts = {
  item_sites: 12,
  unknown: 2,
  stockout: 1,
  below_safety_stock: 2,
  at_reorder_point: 1,
  dead: 1,
  excess: 2,
  healthy: 3,
};

describe("measures of stock health", () => {
  it("count as at risk what is out of stock or below its safety stock", () => {
    expect(countOf("risk", cell)).toBe(3); // 1 + 2
  });

  it("are shares of what was counted, leaving out the unknown", () => {
    expect(shareOf("risk", cell)).toBe(0.3); // 3 of 12 - 2
    expect(shareOf("excess", cell)).toBe(0.2); // 2 of 10
  });

  it("are missing where nothing was counted", () => {
    expect(shareOf("dead", { ...cell, unknown: 12 })).toBeNull();
  });

  it("add up over cells", () => {
    expect(together([cell, cell]).item_sites).toBe(24);
    expect(shareOf("risk", together([cell, { ...cell, stockout: 3 }]))).toBe(0.4); // 3 + 5 of 20
  });

  it.each([
    [0, 0],
    [0.1, 1],
    [0.11, 2],
    [0.25, 2],
    [0.5, 3],
    [0.51, 4],
  ])("colour a share of %d by step %d", (share, step) => {
    expect(heatOf(share)).toBe(step);
  });
});
