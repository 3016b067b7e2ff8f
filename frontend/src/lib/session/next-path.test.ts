import { describe, expect, it } from "vitest";

import { loginPath, safeNextPath } from "./next-path";

describe("safeNextPath", () => {
  it.each(["/materials", "/materials/3?site=2&period=90", "/materials?q=cabo#top"])(
    "goes back to %s",
    (path) => {
      expect(safeNextPath(path)).toBe(path);
    },
  );

  it.each([
    ["nothing", null],
    ["an empty value", ""],
    ["another origin", "https://evil.example/x"],
    ["a host without a scheme", "//evil.example/x"],
    ["a backslash read as a slash", "/\\evil.example"],
    ["a backslash further on", "/x\\..\\evil"],
    ["a tab that browsers drop", "/\t/evil.example"],
    ["a line break", "/x\nSet-Cookie: a"],
    ["dots that resolve to a host", "/x/..//evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a relative path", "materials"],
    ["login itself", "/login?next=/login"],
    ["a route handler", "/api/session/logout"],
  ])("goes home instead of %s", (_case, value) => {
    expect(safeNextPath(value)).toBe("/");
  });
});

describe("loginPath", () => {
  it("remembers the way back", () => {
    expect(loginPath("/materials/3?site=2")).toBe("/login?next=%2Fmaterials%2F3%3Fsite%3D2");
  });

  it("stays short when the way back is home", () => {
    expect(loginPath("/")).toBe("/login");
  });
});
