import { describe, expect, it } from "vitest";

import { createFormatter, MISSING } from "@/lib/format";

import { backtestText } from "./backtest";

const format = createFormatter("pt-BR");

describe("what a run's maker told of its errors", () => {
  it("names the metric and its value", () => {
    expect(backtestText({ metric: "wape", value: 0.41, cells: 9, folds: 4 }, format)).toBe(
      "WAPE 41,0%",
    );
    expect(backtestText({ metric: "mase", value: 0.9, cells: 9, folds: 4 }, format)).toBe(
      "MASE 0,90",
    );
  });

  it("is missing where nothing was told", () => {
    expect(backtestText(null, format)).toBe(MISSING);
    expect(backtestText({}, format)).toBe(MISSING);
  });
});
