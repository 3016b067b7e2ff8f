import { describe, expect, it } from "vitest";

import { loadScope } from "@/lib/scope";

import { asItemId, isFiltered, itemQuery, loadMaterialParams } from "./params";

type Search = Record<string, string>;

const queryOf = (search: Search) => itemQuery(loadMaterialParams(search), loadScope(search));

describe("the catalogue's address", () => {
  it("asks for the first page of everything by default", () => {
    expect(isFiltered(loadMaterialParams({}))).toBe(false);
    expect(queryOf({})).toEqual({ order_by: "sku", limit: 50, offset: 0 });
  });

  it("becomes the API's filters, lists joined by commas", () => {
    expect(
      queryOf({
        q: " cabo ",
        site: "7",
        family: "Cabos,Fibra",
        abc: "A,B",
        xyz: "Z",
        demand: "LUMPY,ERRATIC",
        sort: "-criticality",
        page: "3",
      }),
    ).toEqual({
      q: "cabo",
      site_id: "7",
      family: "Cabos,Fibra",
      abc_class: "A,B",
      xyz_class: "Z",
      demand_class: "LUMPY,ERRATIC",
      order_by: "-criticality",
      limit: 50,
      offset: 100,
    });
  });

  it("leaves out what it does not know", () => {
    expect(
      queryOf({ abc: "A,Z", xyz: "W", sort: "unit_cost", region: "2", page: "-4", size: "7" }),
    ).toEqual({ abc_class: "A", order_by: "sku", limit: 50, offset: 0 });
  });
});

describe("asItemId", () => {
  it.each([
    ["12", 12],
    ["0", null],
    ["-1", null],
    ["1.5", null],
    ["1e3", null],
    ["abc", null],
    ["99999999999999999999", null],
  ])("reads %s as %s", (segment, expected) => {
    expect(asItemId(segment)).toBe(expected);
  });
});
