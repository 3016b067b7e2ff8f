import { describe, expect, it } from "vitest";

import { together } from "./use-resources";

const ready = <Data>(data: Data) => ({ status: "ready", data }) as const;
const loading = { status: "loading" } as const;
const failed = {
  status: "error",
  failure: { kind: "failed", status: 500, code: null },
} as const;

describe("several answers together", () => {
  it("are ready when all of them are", () => {
    expect(together([ready(1), ready(2)])).toEqual(ready([1, 2]));
  });

  it("wait for the last of them", () => {
    expect(together([ready(1), loading])).toEqual(loading);
  });

  it("fail when one of them does, whatever the others still wait for", () => {
    expect(together([loading, failed, ready(2)])).toEqual(failed);
  });
});
