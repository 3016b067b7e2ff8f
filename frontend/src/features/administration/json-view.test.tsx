import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { MISSING } from "@/lib/format";
import { renderWithWords } from "@/test/render";

import { JsonView } from "./json-view";

const rowsOf = (label: string) => within(screen.getByRole("region", { name: label }));

describe("what an audit row wrote down", () => {
  it("shows words, numbers and lists as they are, and the missing as a dash", () => {
    const value = { role: "ANALYST", sites: [1, 2], rows: 0, note: null };
    renderWithWords(<JsonView label="Depois" value={value} />);
    const found = rowsOf("Depois");
    expect(found.getAllByRole("term").map((one) => one.textContent)).toEqual(Object.keys(value));
    expect(found.getAllByRole("definition").map((one) => one.textContent)).toEqual([
      "ANALYST",
      "[1,2]",
      "0",
      MISSING,
    ]);
  });

  it("says that there was nothing", () => {
    renderWithWords(<JsonView label="Antes" value={null} />);
    expect(rowsOf("Antes").getByText(MISSING)).toBeInTheDocument();
  });
});
