"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { useSite } from "@/components/site/site-choice";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";
import type { ItemSite } from "@/lib/item-sites";

import { DayTable } from "./day-table";
import { HistoryPanel } from "./history-panel";
import { InboundOrders } from "./inbound-orders";
import { projectionResource } from "./resources";

type Projection = Schemas["StockProjection"];
type StockDay = Schemas["StockDay"];

const ProjectionChart = dynamic(
  () => import("./projection-chart").then((module) => module.ProjectionChart),
  { ssr: false, loading: () => <Skeleton className="size-full rounded-lg!" /> },
);

type StockPanelProps = { itemId: number; unit: string; sites: ItemSite[] };

/** The stock as forecasts and promised orders would have it, and as it was. */
export function StockPanel({ itemId, unit, sites }: StockPanelProps) {
  const site = useSite(sites);
  if (!site) return null;
  const pair = { itemId, unit, siteId: site.site_id };
  return (
    <>
      <SiteProjection {...pair} />
      <HistoryPanel {...pair} />
    </>
  );
}

type SiteProjectionProps = { itemId: number; unit: string; siteId: number };

function SiteProjection({ itemId, unit, siteId }: SiteProjectionProps) {
  const t = useTranslations("stock");
  const words = useTranslations("chart");
  const format = useFormat();
  const resource = projectionResource(itemId, siteId);
  const { state, data, retry, updating } = useResource(resource, { keep: false });
  const first = data?.data[0]?.full_date;
  const last = data?.data.at(-1)?.full_date;
  const level = data?.metadata.confidence_level;
  return (
    <>
      <ChartFrame<Projection>
        title={t("projectionTitle")}
        unit={unit}
        period={
          first && last
            ? words("period", { start: format.date(first), end: format.date(last) })
            : null
        }
        state={state}
        isEmpty={({ data: days }) => days.length === 0}
        empty={{ title: t("noProjectionTitle"), body: t("noProjectionBody") }}
        onRetry={retry}
        retrying={updating}
        legend={
          <ChartLegend
            series={[
              { mark: "line", color: "var(--series-1)", text: t("stock") },
              ...(level == null
                ? []
                : ([
                    {
                      mark: "band",
                      color: "var(--chart-band-stock)",
                      text: t("band", { level: format.percent(level) }),
                    },
                  ] as const)),
              { mark: "bar", color: "var(--series-3)", text: t("arriving") },
            ]}
          />
        }
        file={resource.file}
        csv={({ data: days }) => ({
          columns: [t("date"), t("demand"), t("arriving"), t("stock"), t("lower"), t("upper")],
          rows: days.map((day) => [
            day.full_date,
            day.demand,
            day.arriving,
            day.stock,
            day.stock_lower,
            day.stock_upper,
          ]),
        })}
        table={({ data: days }) => <ProjectionTable days={days} onRetry={retry} />}
        footer={({ metadata }) => <Levels metadata={metadata} />}
      >
        {(projection) => <ProjectionChart projection={projection} unit={unit} />}
      </ChartFrame>
      {data && data.data.length > 0 ? <InboundOrders orders={data.metadata.inbound} /> : null}
    </>
  );
}

function Levels({ metadata }: { metadata: Projection["metadata"] }) {
  const t = useTranslations("stock");
  const format = useFormat();
  return (
    <Facts>
      <Fact label={t("currentStock")}>{format.quantity(metadata.current_stock)}</Fact>
      <Fact label={t("countedOn")}>{format.date(metadata.stock_date)}</Fact>
      <Fact label={t("safetyStock")}>{format.quantity(metadata.safety_stock)}</Fact>
      <Fact label={t("reorderPoint")}>{format.quantity(metadata.reorder_point)}</Fact>
      <Fact label={t("stockoutEarliest")}>{format.date(metadata.stockout.earliest)}</Fact>
      <Fact label={t("stockoutExpected")}>{format.date(metadata.stockout.expected)}</Fact>
      <Fact label={t("stockoutLatest")}>{format.date(metadata.stockout.latest)}</Fact>
    </Facts>
  );
}

function ProjectionTable({ days, onRetry }: { days: StockDay[]; onRetry: () => void }) {
  const t = useTranslations("stock");
  const format = useFormat();
  return (
    <DayTable
      label={t("projectionTitle")}
      days={days}
      figures={[
        ["demand", t("demand"), (day) => format.estimate(day.demand)],
        ["arriving", t("arriving"), (day) => format.quantity(day.arriving)],
        ["stock", t("stock"), (day) => format.estimate(day.stock)],
        ["lower", t("lower"), (day) => format.estimate(day.stock_lower)],
        ["upper", t("upper"), (day) => format.estimate(day.stock_upper)],
      ]}
      empty={{ title: t("noProjectionTitle"), body: t("noProjectionBody") }}
      onRetry={onRetry}
      height="max-h-96"
    />
  );
}
