"use client";

import { geoMercator, geoPath } from "d3-geo";
import type { Feature } from "geojson";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import type { Schemas } from "@/lib/api/client";
import { sitesResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { Scope } from "@/lib/scope";

import outline from "./brazil.json";
import { CAPITALS } from "./capitals";
import { heatOf, shareOf, together } from "./measures";
import { healthResource, type HealthCell, type Measure } from "./params";

const WIDTH = 420;
const HEIGHT = 400;
const LEAST_RADIUS = 6;
const MOST_RADIUS = 20;

const brazil = outline as Feature;
const projection = geoMercator().fitExtent(
  [
    [8, 8],
    [WIDTH - 8, HEIGHT - 8],
  ],
  brazil,
);
const coast = geoPath(projection)(brazil) ?? "";

type SiteMapProps = { scope: Scope; measure: Measure };

/** Where in the country the trouble is: one circle a state. */
export function SiteMap({ scope, measure }: SiteMapProps) {
  const t = useTranslations("inventory");
  const sites = useResource(sitesResource).data?.data ?? [];
  const resource = healthResource(scope);
  const { state, retry, updating } = useResource(resource);
  return (
    <ChartFrame<Schemas["InventoryHealth"]>
      title={t("mapTitle")}
      unit={t("pairs")}
      period={t("mapSubtitle")}
      state={state}
      isEmpty={({ data }) => data.length === 0}
      empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
      onRetry={retry}
      retrying={updating}
      heightClass="h-auto min-h-72"
      file={resource.file}
      csv={({ data }) => ({
        columns: [t("mapTable"), t("pairs"), t("share")],
        rows: statesOf(data, sites, measure).map(({ code, itemSites, share }) => [
          code,
          itemSites,
          share,
        ]),
      })}
      table={({ data }) => (
        <div className="px-4 pb-4 sm:px-5">
          <StateTable states={statesOf(data, sites, measure)} />
        </div>
      )}
    >
      {({ data }) => <States states={statesOf(data, sites, measure)} />}
    </ChartFrame>
  );
}

type State = { code: string | null; itemSites: number; share: number | null };

function statesOf(
  cells: readonly HealthCell[],
  sites: readonly Schemas["Site"][],
  measure: Measure,
): State[] {
  const codeOf = new Map(sites.map((site) => [site.site_id, site.state_code]));
  const stateOf = (cell: HealthCell) => codeOf.get(cell.site_id) ?? null;
  return [...new Set(cells.map(stateOf))]
    .map((code) => {
      const counts = together(cells.filter((cell) => stateOf(cell) === code));
      return { code, itemSites: counts.item_sites, share: shareOf(measure, counts) };
    })
    .toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1));
}

function States({ states }: { states: State[] }) {
  const most = Math.max(...states.map(({ itemSites }) => itemSites));
  const drawn = states.flatMap((state) => {
    const place = state.code === null ? undefined : CAPITALS[state.code];
    const point = place ? projection([place[0], place[1]]) : null;
    return point ? [{ ...state, point }] : [];
  });
  return (
    <div className="grid gap-4 px-3 pb-2 sm:grid-cols-[minmax(0,1fr)_12rem] sm:px-2">
      <svg aria-hidden data-chart viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="max-h-96 w-full">
        <path d={coast} className="fill-sunken stroke-line-strong" />
        {drawn.map(({ code, share, itemSites, point: [x, y] }) => (
          <g key={code} transform={`translate(${x} ${y})`}>
            <circle
              r={LEAST_RADIUS + Math.sqrt(itemSites / most) * (MOST_RADIUS - LEAST_RADIUS)}
              fill={share === null ? "var(--surface)" : `var(--heat-${heatOf(share)})`}
              className="stroke-ink-soft"
            />
            <text
              textAnchor="middle"
              dy="0.35em"
              className="fill-heat-ink text-[0.6875rem] font-semibold"
            >
              {code}
            </text>
          </g>
        ))}
      </svg>
      <StateTable states={states} />
    </div>
  );
}

function StateTable({ states }: { states: State[] }) {
  const t = useTranslations("inventory");
  const format = useFormat();
  return (
    <table className="h-fit w-full text-xs">
      <caption className="sr-only">{t("mapTitle")}</caption>
      <thead>
        <tr className="text-2xs text-ink-faint">
          <th scope="col" className="py-1 text-left font-medium">
            {t("mapTable")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("pairs")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {states.map(({ code, itemSites, share }) => (
          <tr key={code} className="border-t tabular-nums">
            <th scope="row" className="py-1.5 text-left font-medium">
              {code ?? t("noState")}
            </th>
            <td className="py-1.5 text-right">{format.integer(itemSites)}</td>
            <td className="py-1.5 text-right">
              {share === null ? MISSING : format.percent(share)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
