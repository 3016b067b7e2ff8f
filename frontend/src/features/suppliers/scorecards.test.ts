import { describe, expect, it } from "vitest";

import type { Scorecard } from "./params";
import { chosenCards, ordersKept } from "./scorecards";

const card = (name: string, fields: Partial<Scorecard>): Scorecard => ({
  supplier_id: 1,
  code: "FORN-1",
  name,
  lines_due: 0,
  on_time_rate: null,
  orders_due: 0,
  otif_rate: null,
  otif_expected: null,
  otif_of_all: null,
  lines_received: 0,
  active_months: 0,
  active_from: null,
  active_to: null,
  lead_time_p10: null,
  lead_time_p50: null,
  lead_time_p90: null,
  promised_days_p50: null,
  mean_days_late: null,
  ...fields,
});

const cards = [
  card("Elétrica São João", { code: "FORN-7", otif_expected: 0.8, active_to: "2026-04-30" }),
  card("Torres do Sul", { code: "FORN-9", otif_expected: null }),
  card("Cabos do Sul", { code: "FORN-2", otif_expected: 0.9, active_to: "2026-05-29" }),
];
const found = (q: string, by = "otif_expected", desc = true) =>
  chosenCards(cards, q, { by, desc }).map(({ name }) => name);

describe("the scorecards shown", () => {
  it("are those whose name or code holds every word, accents aside", () => {
    expect(found("sao")).toEqual(["Elétrica São João"]);
    expect(found("do sul")).toEqual(["Cabos do Sul", "Torres do Sul"]);
    expect(found("forn-9")).toEqual(["Torres do Sul"]);
    expect(found("norte")).toEqual([]);
  });

  it("have those without a figure last", () => {
    expect(found("")).toEqual(["Cabos do Sul", "Elétrica São João", "Torres do Sul"]);
    expect(found("", "otif_expected", false).at(-1)).toBe("Torres do Sul");
  });

  it("go by days as by figures", () => {
    expect(found("", "active_to")[0]).toBe("Cabos do Sul");
  });
});

describe("ordersKept", () => {
  it("counts the orders of a rate again", () => {
    expect(ordersKept(card("", { otif_rate: 2 / 3, orders_due: 3 }))).toBe(2);
  });

  it("is missing where no order was due", () => {
    expect(ordersKept(card("", {}))).toBeNull();
  });
});
