import { describe, expect, it } from "vitest";

import {
  comparisonResource,
  itemSearchResource,
  loadComparisonParams,
  mostSites,
  shownSegments,
  totalsResource,
} from "./params";

describe("the explorer's address", () => {
  it("begins with sums of families", () => {
    const { view, by, item, ahead } = loadComparisonParams({});
    expect([view, by, item, ahead]).toEqual(["segments", "FAMILY", [], 60]);
  });

  it("asks for items at sites, as the champion foresees them or as the runs it names do", () => {
    const champion = loadComparisonParams({ item: "4,9" });
    expect(comparisonResource(champion, [1, 2]).key[2]).toEqual({ item_id: "4,9", site_id: "1,2" });
    const runs = loadComparisonParams({ item: "4", run: "7,8,9,10" });
    expect(comparisonResource(runs, [1]).key[2]).toEqual({
      item_id: "4",
      site_id: "1",
      run_id: "7,8,9",
    });
  });

  it("never asks for more than twenty series", () => {
    expect(mostSites(3, 2)).toBe(3); // 3 x 3 x 2 = 18
    expect(mostSites(0, 0)).toBe(20);
    const params = loadComparisonParams({ item: "1,2,3", run: "7,8" });
    expect(comparisonResource(params, [1, 2, 3, 4, 5]).key[2]).toMatchObject({ site_id: "1,2,3" });
  });

  it("sums the segments chosen, or the first three", () => {
    expect(shownSegments([], ["A", "B", "C", "D"])).toEqual(["A", "B", "C"]);
    expect(shownSegments(["D"], ["A", "B", "C", "D"])).toEqual(["D"]);
    const params = loadComparisonParams({ by: "ABC", run: "7" });
    expect(totalsResource(params, ["A", "B"]).key[2]).toEqual({
      dimension: "ABC",
      segment: "A,B",
      run_id: 7,
    });
  });

  it("searches on the server by the words alone", () => {
    expect(itemSearchResource("  cabo ").key[1]).toEqual({ q: "cabo", limit: 20 });
    expect(itemSearchResource("").key[1]).toEqual({ limit: 20 });
  });
});
