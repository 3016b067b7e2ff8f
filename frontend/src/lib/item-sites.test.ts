import { describe, expect, it } from "vitest";

import { chosenSite, isKnownNote, type ItemSite } from "./item-sites";

const site = (site_id: number, demand_days: number, has_forecast: boolean): ItemSite => ({
  site_id,
  code: `S${site_id}`,
  name: "",
  site_type: "TOWER",
  region: null,
  demand_days,
  last_demand_date: null,
  has_forecast,
  data_quality_note: null,
});
const sites = [site(1, 90, false), site(2, 10, true), site(3, 40, true)];

describe("chosenSite", () => {
  it("starts at the forecast site with most demand", () => {
    expect(chosenSite(sites, null)?.site_id).toBe(3);
  });

  it("follows the address", () => {
    expect(chosenSite(sites, 1)?.site_id).toBe(1);
  });

  it("shows no other site in place of an unknown one", () => {
    expect(chosenSite(sites, 99)).toBeNull();
  });
});

describe("isKnownNote", () => {
  it("knows the doubt about depots and leaves other codes as they are", () => {
    expect(isKnownNote("DEPOT_UNRELIABLE")).toBe(true);
    expect(isKnownNote("SOMETHING_NEW")).toBe(false);
  });
});
