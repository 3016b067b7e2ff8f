import { describe, expect, it } from "vitest";

import { csvText } from "./csv";

const table = {
  columns: ["Data", "Demanda"],
  rows: [
    ["2026-01-31", 1234.5],
    ["2026-02-01", null],
  ],
};

describe("csvText", () => {
  it("parts cells by semicolon and decimals by comma in Portuguese", () => {
    expect(csvText(table, "pt-BR")).toBe(
      "\uFEFFData;Demanda\r\n2026-01-31;1234,5\r\n2026-02-01;\r\n",
    );
  });

  it("parts cells by comma and decimals by point in English", () => {
    expect(csvText(table, "en")).toBe("\uFEFFData,Demanda\r\n2026-01-31,1234.5\r\n2026-02-01,\r\n");
  });

  it("keeps separators and quotes within a cell", () => {
    const named = { columns: ["Nome"], rows: [['Cabo 1/2"; preto']] };
    expect(csvText(named, "pt-BR")).toBe('\uFEFFNome\r\n"Cabo 1/2""; preto"\r\n');
  });

  it.each(["=1+1", "+55 71", "-x", "@cmd"])("lets no spreadsheet run %s", (text) => {
    expect(csvText({ columns: ["a"], rows: [[text]] }, "en")).toContain(`'${text}`);
  });

  it("leaves negative numbers numbers", () => {
    expect(csvText({ columns: ["a"], rows: [[-2]] }, "en")).toBe("\uFEFFa\r\n-2\r\n");
  });
});
