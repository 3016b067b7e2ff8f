import { describe, expect, it } from "vitest";

import {
  horizonResources,
  loadAccuracyParams,
  loadRunParams,
  runsResource,
  segmentResources,
} from "./params";

const queries = (resources: { key: readonly unknown[] }[]) => resources.map(({ key }) => key[1]);

describe("the accuracy's address", () => {
  it("asks for the company and the newest scored run by default", () => {
    const params = loadAccuracyParams({});
    expect(queries(horizonResources(params))).toEqual([{ dimension: "ALL" }]);
    expect(queries(segmentResources(params))).toEqual([
      { dimension: "FAMILY", lead_bucket: "ALL", limit: 1000 },
    ]);
  });

  it("asks for each run it names, up to three", () => {
    const params = loadAccuracyParams({ run: "4,7,9,12", dim: "SITE", segment: "S-1" });
    expect(queries(horizonResources(params))).toEqual([
      { dimension: "SITE", segment: "S-1", run_id: 4 },
      { dimension: "SITE", segment: "S-1", run_id: 7 },
      { dimension: "SITE", segment: "S-1", run_id: 9 },
    ]);
  });

  it("leaves out what it does not know", () => {
    const params = loadAccuracyParams({ metric: "r2", dim: "ITEM", lead: "2-3", run: "x" });
    expect([params.metric, params.dim, params.lead, params.run]).toEqual([
      "wape",
      "FAMILY",
      "ALL",
      [],
    ]);
  });
});

describe("the runs' address", () => {
  it("turns the page", () => {
    expect(runsResource(loadRunParams({ page: "2", size: "50" })).key[1]).toEqual({
      limit: 50,
      offset: 50,
    });
  });
});
