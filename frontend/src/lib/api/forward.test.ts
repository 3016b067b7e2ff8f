import { describe, expect, it } from "vitest";

import { readablePath, writablePath } from "./forward";

describe("readablePath", () => {
  it.each([
    ["api/v1/items", "/api/v1/items"],
    ["api/v1/items/3/sites", "/api/v1/items/3/sites"],
    ["api/v1/demand/timeseries", "/api/v1/demand/timeseries"],
    ["api/v1/admin/loads/17/rejects", "/api/v1/admin/loads/17/rejects"],
  ])("forwards %s", (path, expected) => {
    expect(readablePath(path.split("/"))).toBe(expected);
  });

  it.each([
    "admin",
    "api/v1/auth/me",
    "api/v1/auth/refresh",
    "api/v1/itemsx",
    "api/v1/items/../auth/me",
    "api/v1/items/.",
    "api/v1/items//3",
    "api/v1/items/3%2F..",
    "api/v1/items/a b",
  ])("forwards nothing for %s", (path) => {
    expect(readablePath(path.split("/"))).toBeNull();
  });

  it("takes a slash hidden inside a segment for no path", () => {
    expect(readablePath(["api", "v1", "items", "../auth/me"])).toBeNull();
  });
});

describe("writablePath", () => {
  it.each(["api/v1/recommendations/decisions", "api/v1/alerts/read"])("forwards %s", (path) => {
    expect(writablePath(path.split("/"))).toBe(`/${path}`);
  });

  it.each([
    "api/v1/items",
    "api/v1/admin/loads",
    "api/v1/auth/logout",
    "api/v1/recommendations/../auth/logout",
  ])("forwards nothing for %s", (path) => {
    expect(writablePath(path.split("/"))).toBeNull();
  });
});
