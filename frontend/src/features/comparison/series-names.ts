import type { Series } from "./params";
import { seriesKey } from "./series";

/** Names only what tells the series apart. */
export function seriesNames(series: readonly Series[]): { key: string; text: string }[] {
  const several = (value: (one: Series) => unknown) => new Set(series.map(value)).size > 1;
  const items = several(({ item_id: id }) => id);
  const sites = several(({ site_id: id }) => id);
  const runs = several(({ run_id: id }) => id);
  const models = several(({ model_tag: tag }) => tag);
  return series.map((one) => {
    const parts = [
      items || !(sites || runs || models) ? one.item_name : null,
      sites ? one.site_code : null,
      runs ? `#${one.run_id}` : null,
      models ? one.model_tag : null,
    ];
    return { key: seriesKey(one), text: parts.filter((part) => part !== null).join(" · ") };
  });
}
