import { describe, expect, it } from "vitest";

import type { Series } from "./params";
import { seriesNames } from "./series-names";

const series = (fields: Partial<Series>): Series =>
  ({
    item_id: 1,
    item_name: "Cabo",
    site_id: 1,
    site_code: "S1",
    run_id: 5,
    model_tag: "boosted",
    ...fields,
  }) as Series;

const names = (...all: Series[]) => seriesNames(all).map(({ text }) => text);

describe("the names of series", () => {
  it("say only what tells them apart", () => {
    expect(names(series({}), series({ site_id: 2, site_code: "S2" }))).toEqual(["S1", "S2"]);
    expect(names(series({}), series({ item_id: 2, item_name: "Fibra" }))).toEqual([
      "Cabo",
      "Fibra",
    ]);
    expect(names(series({}), series({ run_id: 6, model_tag: "naive" }))).toEqual([
      "#5 · boosted",
      "#6 · naive",
    ]);
  });

  it("say the material of a series alone", () => {
    expect(names(series({}))).toEqual(["Cabo"]);
  });
});
