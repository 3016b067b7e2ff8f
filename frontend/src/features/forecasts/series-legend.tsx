"use client";

import { useTranslations } from "use-intl";

import { ChartLegend } from "@/components/charts/chart-legend";
import { useFormat } from "@/lib/i18n/use-format";

import { SERIES_COLORS } from "./series-colors";

/** `level`: the share of days the band is meant to hold, in 0–1; null when the run does not say. */
export function SeriesLegend({ level }: { level: number | null }) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const band =
    level === null ? t("interval") : t("intervalWithLevel", { level: format.percent(level) });
  return (
    <ChartLegend
      series={[
        { mark: "bar", color: SERIES_COLORS.demand, text: t("demand") },
        { mark: "line", color: SERIES_COLORS.forecast, text: t("yhat") },
        { mark: "band", color: SERIES_COLORS.band, text: band },
      ]}
    />
  );
}
