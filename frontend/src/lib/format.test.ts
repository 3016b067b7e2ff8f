import { describe, expect, it } from "vitest";

import { createFormatter, MISSING } from "./format";

const ptBR = createFormatter("pt-BR");
const en = createFormatter("en");

/** Intl puts no-break spaces where a line must not end. */
const plainSpaces = (text: string) => text.replace(/\s/g, " ");

describe("createFormatter", () => {
  it("shows a plain date as itself west of Greenwich", () => {
    expect(new Date().getTimezoneOffset()).toBeGreaterThan(0);
    expect(ptBR.date("2026-01-01")).toBe("01/01/2026");
    expect(en.date("2026-01-01")).toBe("01/01/2026");
  });

  it.each([
    ["pt-BR", ptBR.quantity(1234.5), "1.234,5"],
    ["en", en.quantity(1234.5), "1,234.5"],
    ["pt-BR", ptBR.estimate(2.4), "2,40"],
    ["en", en.estimate(2.4), "2.40"],
    ["pt-BR", ptBR.percent(0.9), "90%"],
    ["pt-BR", ptBR.rate(0.58007), "58,0%"],
    ["pt-BR", ptBR.points(0.25), "+25,0 p.p."],
    ["pt-BR", ptBR.points(0.0001), "0,0 p.p."],
    ["pt-BR", plainSpaces(ptBR.currency(38.9)), "R$ 38,90"],
    ["pt-BR", plainSpaces(ptBR.shortCurrency(950)), "R$ 950"],
    ["pt-BR", plainSpaces(ptBR.shortCurrency(12_345)), "R$ 12,3 mil"],
    ["en", plainSpaces(en.shortCurrency(1_000_000_000)), "R$1B"],
    ["pt-BR", ptBR.monthAndYear("2026-11-01"), "nov/26"],
    ["en", en.monthAndYear("2026-11-01"), "Nov/26"],
  ])("writes numbers and months the way %s readers do", (_locale, shown, expected) => {
    expect(shown).toBe(expected);
  });

  it("shows a timestamp in the operation's time zone, three hours behind UTC", () => {
    expect(ptBR.dateTime("2026-11-01T02:30:00Z")).toBe("31/10/2026, 23:30");
  });

  it("shows a dash for what is missing and a zero for zero", () => {
    expect(ptBR.quantity(null)).toBe(MISSING);
    expect(ptBR.date(undefined)).toBe(MISSING);
    expect(ptBR.quantity(0)).toBe("0");
  });
});
