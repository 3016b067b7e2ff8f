import { describe, expect, it } from "vitest";

import { asItemId, isFiltered, itemQuery, loadMaterialParams } from "./params";

describe("the catalogue's address", () => {
  it("asks for the first page of everything by default", () => {
    const params = loadMaterialParams({});
    expect(isFiltered(params)).toBe(false);
    expect(itemQuery(params)).toEqual({ limit: 50, offset: 0 });
  });

  it("becomes the API's filters, lists joined by commas", () => {
    const params = loadMaterialParams({
      q: " cabo ",
      family: "Cabos,Fibra",
      abc: "A,B",
      page: "3",
    });
    expect(itemQuery(params)).toEqual({
      q: "cabo",
      family: "Cabos,Fibra",
      abc_class: "A,B",
      limit: 50,
      offset: 100,
    });
  });

  it("leaves out what it does not know", () => {
    const params = loadMaterialParams({ abc: "A,Z", page: "-4", size: "7" });
    expect(itemQuery(params)).toEqual({ abc_class: "A", limit: 50, offset: 0 });
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
