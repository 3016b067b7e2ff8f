import { describe, expect, it } from "vitest";

import { destinationsOf, isCurrent } from "./destinations";

const paths = (role: Parameters<typeof destinationsOf>[0]) =>
  destinationsOf(role).map(({ href }) => href);

describe("the pages in the navigation", () => {
  it("name the administration to administrators alone", () => {
    expect(paths("ADMIN")).toContain("/admin");
    expect(paths("ANALYST")).not.toContain("/admin");
    expect(paths("VIEWER")).not.toContain("/admin");
    expect(paths(null)).not.toContain("/admin");
  });

  it("name suppliers and forecasts to everybody", () => {
    expect(paths("VIEWER")).toEqual(expect.arrayContaining(["/suppliers", "/forecasts"]));
  });

  it("stay marked within their own pages", () => {
    expect(isCurrent("/suppliers", "/suppliers/7")).toBe(true);
    expect(isCurrent("/suppliers", "/suppliersx")).toBe(false);
  });
});
