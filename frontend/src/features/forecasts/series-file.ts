import type { useTranslations } from "use-intl";

import type { CsvTable } from "@/lib/csv";

import type { ShownSeries } from "./series";

/** The chart's days as a file, in the words of its table. */
export function seriesFile(
  series: ShownSeries | null,
  t: ReturnType<typeof useTranslations<"forecast">>,
): CsvTable {
  return {
    columns: [t("date"), t("demand"), t("yhat"), t("lower"), t("upper")],
    rows: (series?.days ?? []).map(({ date, quantity, yhat, band }) => [
      date,
      quantity,
      yhat,
      band?.[0] ?? null,
      band?.[1] ?? null,
    ]),
  };
}
