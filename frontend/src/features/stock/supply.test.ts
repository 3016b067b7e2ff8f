import { describe, expect, it } from "vitest";

import { medianOf, suppliesOf } from "./supply";

describe("medianOf", () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1, 4], 4],
    // The mean of 4 and 9.
    [[9, 1, 4, 20], 6.5],
  ])("of %j is %s", (values, expected) => {
    expect(medianOf(values)).toBe(expected);
  });
});

const line = (supplier: number, placed: string, came: string | null, late: boolean | null) => ({
  supplier_id: supplier,
  supplier_name: `Supplier ${supplier}`,
  order_date: placed,
  actual_delivery_date: came,
  is_late: late,
});

describe("suppliesOf", () => {
  it("counts lines, receipts and delays by supplier, the busiest first", () => {
    const lines = [
      line(1, "2026-01-01", "2026-01-11", false),
      line(2, "2026-01-05", "2026-01-08", true),
      // Over the end of February: 28 to 1 March is one day in 2026.
      line(2, "2026-02-28", "2026-03-05", false),
      line(2, "2026-03-01", null, null),
    ];
    expect(suppliesOf(lines)).toEqual([
      // Lead times of 3 and 5 days.
      { supplierId: 2, name: "Supplier 2", lines: 3, received: 2, late: 1, leadTime: 4 },
      { supplierId: 1, name: "Supplier 1", lines: 1, received: 1, late: 0, leadTime: 10 },
    ]);
  });

  it("knows no lead time before anything came", () => {
    expect(suppliesOf([line(1, "2026-01-01", null, null)])[0]).toMatchObject({
      received: 0,
      leadTime: null,
    });
  });
});
