import { describe, expect, it } from "vitest";

import { parseEnv } from "./env";

describe("parseEnv", () => {
  it("falls back to the API on this machine", () => {
    expect(parseEnv({}).API_URL).toBe("http://127.0.0.1:8000");
  });

  it("drops the slash that would double in every path", () => {
    expect(parseEnv({ API_URL: "https://api.example.com/" }).API_URL).toBe(
      "https://api.example.com",
    );
  });

  it.each(["api.example.com", "ftp://api.example.com", ""])("refuses %j by name", (address) => {
    expect(() => parseEnv({ API_URL: address })).toThrow(/API_URL/);
  });

  it("finds the administration beside the dashboard unless it is told where", () => {
    expect(parseEnv({}).ADMIN_URL).toBe("/admin/");
    expect(parseEnv({ ADMIN_URL: "https://admin.example.com/x" }).ADMIN_URL).toBe(
      "https://admin.example.com/x/",
    );
  });

  it.each(["javascript:alert(1)", "//elsewhere.example", "admin"])(
    "refuses %j as the administration's address",
    (address) => {
      expect(() => parseEnv({ ADMIN_URL: address })).toThrow(/ADMIN_URL/);
    },
  );
});
