import { describe, expect, it } from "vitest";

import {
  asSupplierId,
  loadSupplierDetailParams,
  loadSupplierParams,
  orderLinesResource,
  ordersUntil,
  scorecardsResource,
  windowOf,
} from "./params";

const feed = (dataset: string, as_of: string | null) => ({
  dataset,
  as_of,
  title: dataset,
  state: "FRESH" as const,
  is_stale: false,
  cadence_days: 1,
  age_days: 0,
  due_on: null,
  published_at: null,
  run_id: 1,
});

describe("the window of a scorecard", () => {
  it("ends on the last day of the orders, that day counted", () => {
    // 2026-03-01 is the 90th day up to 2026-05-29: 31 + 30 + 29.
    expect(windowOf(90, "2026-05-29")).toEqual({
      start_date: "2026-03-01",
      end_date: "2026-05-29",
    });
  });

  it("goes by the feed of orders and by no other", () => {
    const feeds = [feed("demand", "2026-06-01"), feed("orders", "2026-05-29")];
    const answer = { status: "success" as const, data: feeds, metadata: { total_count: 2 } };
    expect(ordersUntil(answer as never)).toBe("2026-05-29");
    expect(ordersUntil({ ...answer, data: feeds.slice(0, 1) } as never)).toBeNull();
  });
});

describe("the suppliers' address", () => {
  it("begins with a year and the most reliable first", () => {
    const { days, sort, q } = loadSupplierParams({});
    expect([days, sort, q]).toEqual([365, { by: "otif_expected", desc: true }, ""]);
  });

  it("leaves out what it does not know", () => {
    const { days, sort } = loadSupplierParams({ days: "7", sort: "-password" });
    expect([days, sort.by]).toEqual([365, "otif_expected"]);
  });

  it("asks for one supplier or for all", () => {
    const window = windowOf(90, "2026-05-29");
    expect(scorecardsResource(window).key[2]).toEqual(window);
    expect(scorecardsResource(window, 7).key[2]).toEqual({ ...window, supplier_id: 7 });
  });
});

describe("a supplier's order lines", () => {
  const window = windowOf(90, "2026-05-29");

  it("are the late ones until all are asked for", () => {
    const late = orderLinesResource(window, 7, loadSupplierDetailParams({}));
    expect(late.key[2]).toEqual({
      ...window,
      supplier_id: "7",
      late: true,
      order_by: "-order_date",
      limit: 25,
      offset: 0,
    });
    const all = orderLinesResource(window, 7, loadSupplierDetailParams({ late: "false" }));
    expect(all.key[2]).not.toHaveProperty("late");
  });

  it("turn their page by the address", () => {
    const params = loadSupplierDetailParams({ page: "3", size: "50", sort: "days_late" });
    expect(orderLinesResource(window, 7, params).key[2]).toMatchObject({
      order_by: "days_late",
      limit: 50,
      offset: 100,
    });
  });
});

describe("asSupplierId", () => {
  it.each([
    ["12", 12],
    ["0", null],
    ["-1", null],
    ["1.5", null],
    ["scorecards", null],
    ["9999999999", null],
  ])("reads %s as %s", (segment, expected) => {
    expect(asSupplierId(segment)).toBe(expected);
  });
});
