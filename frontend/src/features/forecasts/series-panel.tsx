"use client";

import dynamic from "next/dynamic";
import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { fileOf } from "@/lib/api/files";
import { viewOfQuery, type ViewState } from "@/lib/api/view";
import { useFormat } from "@/lib/i18n/use-format";

import { ForecastTable } from "./forecast-table";
import { Provenance } from "./provenance";
import { cutSeries, type ShownSeries } from "./series";
import { SeriesLegend } from "./series-legend";
import { SeriesTable } from "./series-table";
import { seriesFile } from "./series-file";
import { SeriesTotals } from "./series-totals";
import type { ItemSite } from "@/lib/item-sites";
import { useSiteSeries } from "./use-site-series";

const loadChart = () =>
  import("./demand-forecast-chart").then((module) => module.DemandForecastChart);

const DemandForecastChart = dynamic(loadChart, {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg!" />,
});

/** "demand": the totals and the chart; "forecast": the chart and its days in a table. */
export type SeriesParts = "demand" | "forecast";

type SeriesPanelProps = {
  itemId: number;
  site: ItemSite;
  unit: string;
  period: number;
  horizon: number;
  show: SeriesParts;
};

/** Totals, chart and table of one item at one site, all cut from the same fetched series. */
export function SeriesPanel(props: SeriesPanelProps) {
  const { itemId, site, unit, period, horizon, show } = props;
  const t = useTranslations("forecast");
  const chartWords = useTranslations("chart");
  const format = useFormat();
  const query = useSiteSeries(itemId, site);
  const shown = useMemo(
    () => (query.data ? cutSeries(query.data, { period, horizon }) : null),
    [query.data, period, horizon],
  );
  useEffect(() => {
    // Comes along with the data rather than after it.
    void loadChart();
  }, []);
  const view = viewOfQuery(query);
  const state: ViewState<ShownSeries | null> =
    view.status === "ready" ? { status: "ready", data: shown } : view;
  const first = shown?.days.at(0)?.date;
  const last = shown?.days.at(-1)?.date;
  const retry = () => {
    void query.refetch();
  };
  const unitPerDay = t("unitPerDay", { unit });
  const pair = { item_id: itemId, site_id: site.site_id };

  return (
    <>
      {shown ? <SeriesTotals series={shown} unit={unit} period={period} /> : null}
      <ChartFrame
        title={t("chartTitle")}
        unit={unitPerDay}
        period={
          first && last
            ? chartWords("period", { start: format.date(first), end: format.date(last) })
            : null
        }
        state={state}
        isEmpty={(series) => series === null}
        empty={{ title: t("emptyChartTitle"), body: t("emptyChartBody") }}
        onRetry={retry}
        retrying={query.isFetching}
        legend={<SeriesLegend forecast={shown?.forecast ?? []} />}
        file={
          first && last
            ? fileOf("/api/v1/demand/timeseries", { ...pair, start_date: first, end_date: last })
            : undefined
        }
        csv={(series) => seriesFile(series, t)}
        table={(series) => series && <SeriesTable series={series} onRetry={retry} />}
        footer={(series) =>
          series && query.data ? <Provenance series={query.data} shown={series} /> : null
        }
      >
        {(series) => series && <DemandForecastChart series={series} unit={unitPerDay} />}
      </ChartFrame>
      {show === "forecast" && (view.status === "loading" || shown) ? (
        <ForecastTable
          unit={unitPerDay}
          file={fileOf("/api/v1/forecasts", pair)}
          state={view.status === "ready" ? { status: "ready", data: shown?.forecast ?? [] } : view}
          onRetry={retry}
        />
      ) : null}
    </>
  );
}
