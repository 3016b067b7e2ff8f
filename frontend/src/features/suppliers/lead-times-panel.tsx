"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/i18n/use-format";

import { leadTimesResource, type LeadTime, type Scorecard } from "./params";
import { useInWindow } from "./use-window";

const LeadTimeChart = dynamic(
  () => import("./lead-time-chart").then((module) => module.LeadTimeChart),
  { ssr: false, loading: () => <Skeleton className="size-full rounded-lg!" /> },
);

type LeadTimesPanelProps = { supplierId: number; days: number; card: Scorecard | null };

/** How long the supplier's lines took, against how long they were promised to take. */
export function LeadTimesPanel({ supplierId, days, card }: LeadTimesPanelProps) {
  const t = useTranslations("suppliers");
  const words = useTranslations("chart");
  const format = useFormat();
  const { state, window, file, retry, updating } = useInWindow(days, (asked) =>
    leadTimesResource(asked, supplierId),
  );
  return (
    <ChartFrame<LeadTime[]>
      title={t("chartTitle")}
      unit={t("chartUnit")}
      period={
        window
          ? words("period", {
              start: format.date(window.start_date),
              end: format.date(window.end_date),
            })
          : null
      }
      state={state.status === "ready" ? { status: "ready", data: state.data?.data ?? [] } : state}
      isEmpty={(leadTimes) => leadTimes.length === 0}
      empty={{ title: t("noReceiptsTitle"), body: t("noReceiptsBody") }}
      onRetry={retry}
      retrying={updating}
      file={file}
      heightClass="h-72"
      legend={
        <ChartLegend
          series={[
            { mark: "bar", color: "var(--series-1)", text: t("taken") },
            { mark: "line", color: "var(--series-2)", text: t("promised") },
          ]}
        />
      }
      csv={(leadTimes) => ({
        columns: [t("days"), t("taken"), t("promised")],
        rows: leadTimes.map((one) => [one.days, one.lines, one.promised_lines]),
      })}
      table={(leadTimes) => <LeadTimeTable leadTimes={leadTimes} />}
    >
      {(leadTimes) => <LeadTimeChart leadTimes={leadTimes} card={card} />}
    </ChartFrame>
  );
}

function LeadTimeTable({ leadTimes }: { leadTimes: LeadTime[] }) {
  const t = useTranslations("suppliers");
  const format = useFormat();
  const columns: DataColumn<LeadTime>[] = [
    { id: "days", header: t("days"), cell: ({ row }) => format.integer(row.original.days) },
    {
      id: "taken",
      header: t("taken"),
      cell: ({ row }) => format.integer(row.original.lines),
      meta: { align: "right" },
    },
    {
      id: "promised",
      header: t("promised"),
      cell: ({ row }) => format.integer(row.original.promised_lines),
      meta: { align: "right" },
    },
  ];
  return (
    <DataTable
      label={t("chartTitle")}
      columns={columns}
      state={{ status: "ready", data: leadTimes }}
      rowId={(one) => String(one.days)}
      empty={{ title: t("noReceiptsTitle"), body: t("noReceiptsBody") }}
      onRetry={() => undefined}
      height="max-h-80"
    />
  );
}
