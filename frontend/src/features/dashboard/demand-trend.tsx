"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { useFreshness } from "@/components/freshness/freshness-strip";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import type { Resource } from "@/lib/api/resource";
import { useResource } from "@/lib/api/use-resource";
import { shiftDays, type PlainDate } from "@/lib/dates";
import { useFormat } from "@/lib/i18n/use-format";

import type { Segment } from "./params";

type KpiDay = Schemas["KpiDay"];

const DAYS = 90;

const TrendChart = dynamic(() => import("./trend-chart").then((module) => module.TrendChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg" />,
});

function daysResource(segment: Segment | null, asOf: PlainDate): Resource<Schemas["KpiList"]> {
  const query = {
    ...segment,
    start_date: shiftDays(asOf, 1 - DAYS),
    end_date: asOf,
    limit: DAYS,
  };
  return {
    key: ["kpi-days", query],
    read: (api, signal) => api.GET("/api/v1/analytics/kpis", { params: { query }, signal }),
  };
}

/** Demand of the last ninety days, of the company or the segment. */
export function DemandTrend({ segment }: { segment: Segment | null }) {
  const t = useTranslations("dashboard");
  const words = useTranslations("chart");
  const format = useFormat();
  const freshness = useFreshness();
  const asOf = freshness.data?.data.find(({ dataset }) => dataset === "demand")?.as_of ?? null;
  const totals = useResource(
    // Any day does while none is known: nothing is asked for then.
    daysResource(segment, asOf ?? "2000-01-01"),
    { enabled: asOf !== null },
  );
  const nothing = freshness.state.status === "ready" && asOf === null;
  const first = totals.data?.data[0]?.full_date;
  const last = totals.data?.data.at(-1)?.full_date;
  const failed = freshness.state.status === "error" ? freshness : totals;
  return (
    <ChartFrame<KpiDay[]>
      title={t("trendTitle")}
      unit={t("unitsPerDay")}
      period={
        first && last
          ? words("period", { start: format.date(first), end: format.date(last) })
          : null
      }
      state={
        nothing
          ? { status: "ready", data: [] }
          : failed.state.status === "error"
            ? failed.state
            : totals.state.status === "ready"
              ? { status: "ready", data: totals.state.data.data }
              : totals.state
      }
      isEmpty={(days) => days.length === 0}
      empty={{ title: t("noDemandTitle"), body: t("noDemandBody") }}
      onRetry={failed.retry}
      retrying={failed.updating}
      heightClass="h-64 sm:h-72"
      legend={
        <ChartLegend series={[{ mark: "bar", color: "var(--chart-demand)", text: t("demand") }]} />
      }
      csv={(days) => ({
        columns: [t("date"), t("demand"), t("fillRate")],
        rows: days.map((day) => [day.full_date, day.total_demand, day.fill_rate]),
      })}
      table={(days) => <TrendTable days={days} />}
    >
      {(days) => <TrendChart days={days} />}
    </ChartFrame>
  );
}

function TrendTable({ days }: { days: KpiDay[] }) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const columns: DataColumn<KpiDay>[] = [
    {
      id: "date",
      header: t("date"),
      cell: ({ row }) => format.weekdayAndDate(row.original.full_date),
    },
    {
      id: "demand",
      header: t("demand"),
      cell: ({ row }) => format.quantity(row.original.total_demand),
      meta: { align: "right" },
    },
    {
      id: "fill_rate",
      header: t("fillRate"),
      cell: ({ row }) => format.percent(row.original.fill_rate),
      meta: { align: "right" },
    },
  ];
  return (
    <DataTable
      label={t("trendTitle")}
      columns={columns}
      state={{ status: "ready", data: days }}
      rowId={(day) => day.full_date}
      empty={{ title: t("noDemandTitle"), body: t("noDemandBody") }}
      onRetry={() => undefined}
      className="max-h-80"
    />
  );
}
