"use client";

import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";

import { TREND } from "./params";

type TrendPoint = Schemas["TrendPoint"];
type TrendTableProps = { days: TrendPoint[]; onRetry: () => void };

/** The chart's days. */
export function TrendTable({ days, onRetry }: TrendTableProps) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const columns: DataColumn<TrendPoint>[] = [
    {
      id: "date",
      header: t("date"),
      cell: ({ row }) => format.weekdayAndDate(row.original.full_date),
    },
    {
      id: "demand",
      header: t("demand"),
      cell: ({ row }) => format.quantity(row.original.actual),
      meta: { align: "right" },
    },
    {
      id: "forecast",
      header: t("expectedDemand"),
      cell: ({ row }) => format.estimate(row.original.forecast),
      meta: { align: "right" },
    },
  ];
  return (
    <DataTable
      label={t("trendTitle", { days: String(TREND.days) })}
      columns={columns}
      state={{ status: "ready", data: days }}
      rowId={(day) => day.full_date}
      empty={{ title: t("noDemandTitle"), body: t("noDemandBody") }}
      onRetry={onRetry}
      height="max-h-80"
    />
  );
}
