"use client";

import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { ChoiceFilter } from "@/components/filters/choice-filter";
import { EmptyState } from "@/components/states/empty-state";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { sitesResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { useResources } from "@/lib/api/use-resources";
import { useFormat } from "@/lib/i18n/use-format";
import { chosenSite } from "@/lib/item-sites";

import { AheadChoice } from "./ahead-choice";
import { ItemPicker } from "./item-picker";
import { lookOf } from "./looks";
import {
  comparisonParams,
  comparisonResource,
  itemSitesResource,
  MOST_RUNS,
  MOST_SERIES,
  mostSites,
  type ComparisonParams,
  type Series,
} from "./params";
import { RunChoice } from "./run-choice";
import { cutSeries, lastShown, seriesDays } from "./series";
import { seriesNames } from "./series-names";
import { SeriesTable } from "./series-table";
import { useDemand } from "./use-demand";

const LinesChart = dynamic(() => import("./lines-chart").then((module) => module.LinesChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg!" />,
});

const MOST_BANDS = 2;

/** Several materials at several sites, as one run or several foresee them. */
export function Compared() {
  const t = useTranslations("explorer");
  const [params] = useQueryStates(comparisonParams);
  return (
    <>
      <Choices />
      {params.item.length === 0 ? (
        <Card>
          <EmptyState title={t("chooseTitle")} body={t("chooseBody")} />
        </Card>
      ) : (
        <Comparison params={params} />
      )}
    </>
  );
}

function Choices() {
  const t = useTranslations("explorer");
  const [params, setParams] = useQueryStates(comparisonParams, { history: "push" });
  const sites = useResource(sitesResource).data?.data ?? [];
  const most = mostSites(params.item.length, params.run.length);
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <ItemPicker
        chosen={params.item}
        onChange={(item) => {
          void setParams({ item: item.length > 0 ? item.slice(-MOST_SERIES) : null });
        }}
      />
      <ChoiceFilter
        label={t("sites")}
        none={t("noSites")}
        options={sites.map((site) => ({
          value: String(site.site_id),
          text: `${site.code} · ${site.name}`,
        }))}
        chosen={params.site.map(String)}
        onChange={(site) => {
          void setParams({ site: site.length > 0 ? site.map(Number).slice(-most) : null });
        }}
      />
      <RunChoice
        chosen={params.run}
        most={MOST_RUNS}
        onChange={(run) => {
          void setParams({ run: run.length > 0 ? run : null });
        }}
      />
      <AheadChoice />
    </div>
  );
}

/** The sites chosen, or of each item the one with a forecast and most demand. */
function useSites({ item, site }: ComparisonParams) {
  const view = useResources(site.length > 0 ? [] : item.map(itemSitesResource));
  const busiest = (view.data ?? []).flatMap(({ data }, index) => {
    const own = chosenSite(data, null)?.site_id;
    return own === undefined ? [] : [`${item[index] ?? 0}-${own}`];
  });
  const ofItem = (one: Series) => busiest.includes(`${one.item_id}-${one.site_id}`);
  return site.length > 0
    ? { view, sites: site, isAsked: () => true }
    : {
        view,
        sites: [...new Set(busiest.map((pair) => Number(pair.split("-")[1])))],
        isAsked: ofItem,
      };
}

function Comparison({ params }: { params: ComparisonParams }) {
  const t = useTranslations("explorer");
  const words = useTranslations("chart");
  const format = useFormat();
  const { view: siteView, sites, isAsked } = useSites(params);
  const resource = comparisonResource(params, sites);
  const answer = useResource(resource, { enabled: sites.length > 0 });
  const asked = siteView.state.status === "ready";
  const failed = siteView.state.status === "error" ? siteView : null;
  const series = (answer.data?.data ?? []).filter(isAsked);
  const cut = cutSeries(series, lastShown(series, params.ahead));
  const days = seriesDays(cut);
  const first = days[0]?.date;
  const last = days.at(-1)?.date;
  const names = seriesNames(cut);
  const demand = useDemand(cut, first, last);
  const units = [...new Set(cut.map(({ unit_measure: unit }) => unit))];
  const unit = units.length === 1 && units[0] ? t("unitPerDay", { unit: units[0] }) : t("ownUnits");
  return (
    <>
      <ChartFrame<Series[]>
        title={t("seriesTitle")}
        unit={unit}
        period={
          first && last
            ? words("period", { start: format.date(first), end: format.date(last) })
            : null
        }
        state={
          failed?.state.status === "error"
            ? failed.state
            : asked && sites.length === 0
              ? { status: "ready", data: [] }
              : answer.state.status === "ready"
                ? { status: "ready", data: cut }
                : answer.state
        }
        isEmpty={(all) => all.every(({ points }) => points.length === 0)}
        empty={{ title: t("noSeriesTitle"), body: t("noSeriesBody") }}
        onRetry={failed ? failed.retry : answer.retry}
        retrying={answer.updating}
        // Of other pairs too while each item comes from a site of its own.
        file={params.site.length > 0 || params.item.length === 1 ? resource.file : undefined}
        legend={
          <ChartLegend
            series={[
              ...names.map(({ text }, index) => ({
                mark: lookOf(index).dash ? ("dash" as const) : ("line" as const),
                color: lookOf(index).color,
                text,
              })),
              ...(demand === null
                ? []
                : [{ mark: "bar" as const, color: "var(--chart-demand)", text: t("demand") }]),
            ]}
          />
        }
        csv={(all) => ({
          columns: [
            t("sku"),
            t("site"),
            t("run"),
            t("model"),
            t("date"),
            t("yhat"),
            t("lower"),
            t("upper"),
          ],
          rows: all.flatMap((one) =>
            one.points.map((point) => [
              one.sku,
              one.site_code,
              one.run_id,
              one.model_tag,
              point.full_date,
              point.yhat,
              point.yhat_lower,
              point.yhat_upper,
            ]),
          ),
        })}
        table={(all) => <SeriesTable series={all} />}
      >
        {(all) => (
          <LinesChart
            label={t("seriesTitle")}
            days={days}
            lines={names}
            demand={demand}
            bands={all.length <= MOST_BANDS}
            unit={unit}
          />
        )}
      </ChartFrame>
      {cut.length > 0 ? (
        <Card className="overflow-hidden">
          <header className="px-4 pt-3.5 pb-2 sm:px-5">
            <h2 className="text-[0.9375rem] font-semibold">{t("totalsTitle")}</h2>
            <p className="mt-0.5 text-xs text-ink-faint">{t("totalsSubtitle")}</p>
          </header>
          <SeriesTable series={cut} />
        </Card>
      ) : null}
    </>
  );
}
