import { describe, expect, it } from "vitest";

import { inOrder, plain } from "./order";

type Row = { name: string; rate: number | null };

const rows: Row[] = [
  { name: "Érica", rate: 0.5 },
  { name: "Abel", rate: null },
  { name: "Zoé", rate: 0.9 },
  { name: "Davi", rate: 0.5 },
];
const valueOf = (row: Row, by: string) => (by === "name" ? row.name : row.rate);
const names = (by: string, desc: boolean) =>
  inOrder(rows, { by, desc }, valueOf).map(({ name }) => name);

describe("inOrder", () => {
  it("puts what has no value last, in either direction", () => {
    expect(names("rate", true)).toEqual(["Zoé", "Érica", "Davi", "Abel"]);
    expect(names("rate", false)).toEqual(["Érica", "Davi", "Zoé", "Abel"]);
  });

  it("orders words as Portuguese does, accents and all", () => {
    expect(names("name", false)).toEqual(["Abel", "Davi", "Érica", "Zoé"]);
  });

  it("leaves the rows it was given as they were", () => {
    names("name", true);
    expect(rows[0]?.name).toBe("Érica");
  });
});

describe("plain", () => {
  it("takes accents and capitals off", () => {
    expect(plain("Fornecedor São João")).toBe("fornecedor sao joao");
  });
});
