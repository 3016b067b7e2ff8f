import { describe, expect, it } from "vitest";

import { isSameOrigin } from "./origin";

const SITE = "http://nova.example";
const request = (method: string, headers: Record<string, string>) => ({
  method,
  headers: new Headers({ Host: "nova.example", ...headers }),
});

describe("isSameOrigin", () => {
  it.each([
    ["a form of this site", "POST", { Origin: SITE, "Sec-Fetch-Site": "same-origin" }, true],
    ["a browser without Sec-Fetch-Site", "POST", { Origin: SITE }, true],
    ["a fetch of this site", "GET", { "Sec-Fetch-Site": "same-origin" }, true],
    ["another site's form", "POST", { Origin: "http://evil.example" }, false],
    ["another port", "POST", { Origin: `${SITE}:81` }, false],
    ["a sandboxed page", "POST", { Origin: "null" }, false],
    ["a sibling domain", "GET", { "Sec-Fetch-Site": "same-site" }, false],
    ["an address typed by hand", "GET", { "Sec-Fetch-Site": "none" }, false],
    ["a POST that hides its origin", "POST", { "Sec-Fetch-Site": "same-origin" }, false],
    ["a program without a browser", "GET", {}, false],
  ])("judges %s", (_case, method, headers, expected) => {
    expect(isSameOrigin(request(method, headers))).toBe(expected);
  });
});
