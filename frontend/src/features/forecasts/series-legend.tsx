"use client";

import { useTranslations } from "use-intl";

import { ChartLegend } from "@/components/charts/chart-legend";
import { useFormat } from "@/lib/i18n/use-format";

import type { ForecastPoint } from "./series";
import { SERIES_COLORS } from "./series-colors";

/** Names only what is drawn: a site without a forecast has neither line nor band. */
export function SeriesLegend({ forecast }: { forecast: ForecastPoint[] }) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const level = forecast[0]?.confidence_level ?? null;
  const band =
    level === null ? t("interval") : t("intervalWithLevel", { level: format.percent(level) });
  return (
    <ChartLegend
      series={[
        { mark: "bar", color: SERIES_COLORS.demand, text: t("demand") },
        ...(forecast.length === 0
          ? []
          : ([
              { mark: "line", color: SERIES_COLORS.forecast, text: t("yhat") },
              { mark: "band", color: SERIES_COLORS.band, text: band },
            ] as const)),
      ]}
    />
  );
}
