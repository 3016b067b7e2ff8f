import { describe, expect, it } from "vitest";

import { fileAddress, fileOf } from "./files";

describe("fileAddress", () => {
  it("asks for all rows of the filters, in their order, and for no page", () => {
    const file = fileOf("/api/v1/items", {
      q: "cabo óptico",
      abc_class: "A,B",
      order_by: "-criticality",
      limit: 50,
      offset: 100,
    });
    expect(fileAddress(file, { format: "csv", locale: "pt-BR" })).toBe(
      "/api/data/api/v1/items?q=cabo+%C3%B3ptico&abc_class=A%2CB&order_by=-criticality" +
        "&format=csv&locale=pt-BR",
    );
  });

  it("leaves out what was not asked for, and the language of a plain file", () => {
    const file = fileOf("/api/v1/alerts", { level: undefined, unread: true });
    expect(fileAddress(file, { format: "xlsx", locale: null })).toBe(
      "/api/data/api/v1/alerts?unread=true&format=xlsx",
    );
  });

  it("puts ids into the address", () => {
    const file = fileOf("/api/v1/items/{item_id}/sites", {}, { item_id: 3 });
    expect(file.path).toBe("/api/v1/items/3/sites");
  });
});
