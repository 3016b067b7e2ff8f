"use client";

import { useResource } from "@/lib/api/use-resource";
import type { PlainDate } from "@/lib/dates";

import { demandResource, type Series } from "./params";

/** What was wanted on the days shown, of the one item-site that all series are of; else null. */
export function useDemand(
  series: readonly Series[],
  first: PlainDate | undefined,
  last: PlainDate | undefined,
): ReadonlyMap<PlainDate, number> | null {
  const [one] = series;
  const pairs = new Set(series.map(({ item_id: item, site_id: site }) => `${item}-${site}`));
  const alone = one !== undefined && pairs.size === 1 && first !== undefined && last !== undefined;
  const { data } = useResource(
    demandResource(one?.item_id ?? 0, one?.site_id ?? 0, first ?? "", last ?? ""),
    { enabled: alone, keep: false },
  );
  if (!alone || !data || data.data.length === 0) return null;
  return new Map(data.data.map(({ full_date: date, quantity }) => [date, quantity]));
}
