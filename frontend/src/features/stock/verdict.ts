import type { useTranslations } from "use-intl";

import type { Schemas } from "@/lib/api/client";
import type { PlainDate } from "@/lib/dates";

type Projection = Pick<Schemas["StockProjection"], "data"> & {
  metadata: Pick<Schemas["StockProjection"]["metadata"], "stockout" | "current_stock">;
};

/** When the stock is likely to run out, in a sentence that claims no more than the band does. */
export function verdictOf(
  { data, metadata }: Projection,
  t: ReturnType<typeof useTranslations<"stock">>,
  show: (date: PlainDate) => string,
): string {
  const last = data.at(-1)?.full_date;
  if (!last) return t("verdicts.unknown");
  const { earliest, expected, latest } = metadata.stockout;
  if (metadata.current_stock !== null && metadata.current_stock <= 0) return t("verdicts.out");
  if (expected === null) {
    return earliest === null
      ? t("verdicts.lasts", { last: show(last) })
      : t("verdicts.maybe", { earliest: show(earliest), last: show(last) });
  }
  if (earliest === null) return t("verdicts.about", { expected: show(expected) });
  if (latest === null) {
    return t("verdicts.from", { earliest: show(earliest), expected: show(expected) });
  }
  return t("verdicts.between", { earliest: show(earliest), latest: show(latest) });
}

/** How far the forecast is ahead of, or behind, repeating the same weekday's last demand. */
export type Trust = { kind: "better" | "worse"; gain: number };

/** The share of the naive error that the forecast saves or adds; null where one of them is unknown. */
export function trustOf({
  wape,
  wape_naive: naive,
}: Pick<Schemas["Accuracy"], "wape" | "wape_naive">): Trust | null {
  if (wape === null || naive === null || naive === 0) return null;
  const gain = (naive - wape) / naive;
  return gain >= 0 ? { kind: "better", gain } : { kind: "worse", gain: -gain };
}
