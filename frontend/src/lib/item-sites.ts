import type { Schemas } from "@/lib/api/client";

export type ItemSite = Schemas["ItemSite"];

/** The site with most to show: one with a forecast first, then the one with most demand. */
export function defaultSite(sites: readonly ItemSite[]): ItemSite | null {
  const [first = null] = sites.toSorted(
    (a, b) => Number(b.has_forecast) - Number(a.has_forecast) || b.demand_days - a.demand_days,
  );
  return first;
}

/** The site an address asks for; null when this item has no such site. */
export function chosenSite(sites: readonly ItemSite[], siteId: number | null): ItemSite | null {
  if (siteId === null) return defaultSite(sites);
  return sites.find((site) => site.site_id === siteId) ?? null;
}

/** Notes that the messages explain; any other code is shown as the API tells it. */
const KNOWN_NOTES = ["DEPOT_UNRELIABLE"] as const;

export function isKnownNote(note: string): note is (typeof KNOWN_NOTES)[number] {
  return (KNOWN_NOTES as readonly string[]).includes(note);
}
