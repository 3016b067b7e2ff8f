import { describe, expect, it } from "vitest";

import { anchorOf, termsWith, type Term } from "./terms";

const term = (name: string, told: Partial<Term>): Term => ({
  name,
  group: "STOCK",
  label: name,
  meaning: null,
  formula: null,
  unit: null,
  direction: null,
  sources: [],
  reference: null,
  ...told,
});

const SAFETY = term("safety_stock", { label: "Estoque de segurança", meaning: "contra o acaso" });
const COVER = term("cover_days", { label: "Cobertura", formula: "estoque / demanda média" });

describe("the words that are looked up", () => {
  it.each([
    ["seguranca", [SAFETY]],
    ["ACASO", [SAFETY]],
    ["média", [COVER]],
    ["cover_", [COVER]],
    ["  estoque ", [SAFETY, COVER]],
    ["", [SAFETY, COVER]],
    ["lua", []],
  ])("are found by %j", (words, found) => {
    expect(termsWith(words, [SAFETY, COVER])).toEqual(found);
  });

  it("keep apart what two groups call by one code", () => {
    const [state, alert] = (["STATE", "ALERT"] as const).map((group) =>
      anchorOf({ group, name: "STOCKOUT" }),
    );
    expect(state).not.toBe(alert);
  });
});
