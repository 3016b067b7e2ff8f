import { describe, expect, it } from "vitest";

import type { Role } from "@/lib/session/roles";

import { destinationsOf, isCurrent } from "./destinations";

const paths = (role: Role | null, scoped = false) =>
  destinationsOf(role && { role, scoped }).map(({ href }) => href);

describe("the pages in the navigation", () => {
  it("name the administration to administrators alone", () => {
    expect(paths("ADMIN")).toContain("/admin");
    expect(paths("ANALYST")).not.toContain("/admin");
    expect(paths("VIEWER")).not.toContain("/admin");
    expect(paths(null)).not.toContain("/admin");
  });

  it("leave it out for administrators of some sites, whom the API refuses there", () => {
    expect(paths("ADMIN", true)).not.toContain("/admin");
    expect(paths("ADMIN", true)).toContain("/suppliers");
  });

  it("name suppliers and forecasts to everybody", () => {
    expect(paths("VIEWER")).toEqual(expect.arrayContaining(["/suppliers", "/forecasts"]));
  });

  it("stay marked within their own pages", () => {
    expect(isCurrent("/suppliers", "/suppliers/7")).toBe(true);
    expect(isCurrent("/suppliers", "/suppliersx")).toBe(false);
  });
});
