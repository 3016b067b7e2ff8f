"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import type { FileSource } from "@/lib/api/files";
import type { ViewState } from "@/lib/api/view";
import { useFormat } from "@/lib/i18n/use-format";

import type { ForecastPoint } from "./series";

function useForecastColumns(): DataColumn<ForecastPoint>[] {
  const t = useTranslations("forecast");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "date",
        header: t("date"),
        cell: ({ row }) => format.weekdayAndDate(row.original.full_date),
        meta: { className: "whitespace-nowrap" },
      },
      {
        id: "horizon",
        header: t("horizonDays"),
        cell: ({ row }) => format.integer(row.original.horizon_days),
        meta: { align: "right", className: "hidden sm:table-cell" },
      },
      {
        id: "yhat",
        header: t("yhat"),
        cell: ({ row }) => <strong>{format.estimate(row.original.yhat)}</strong>,
        meta: { align: "right", className: "[&>strong]:font-medium" },
      },
      {
        id: "lower",
        header: t("lower"),
        cell: ({ row }) => format.estimate(row.original.yhat_lower),
        meta: { align: "right", className: "text-ink-soft" },
      },
      {
        id: "upper",
        header: t("upper"),
        cell: ({ row }) => format.estimate(row.original.yhat_upper),
        meta: { align: "right", className: "text-ink-soft" },
      },
    ],
    [t, format],
  );
}

type ForecastTableProps = {
  unit: string;
  file: FileSource;
  state: ViewState<ForecastPoint[]>;
  onRetry: () => void;
};

export function ForecastTable({ unit, file, state, onRetry }: ForecastTableProps) {
  const t = useTranslations("forecast");
  const words = useTranslations("chart");
  return (
    <Card className="overflow-hidden">
      <header className="flex items-end justify-between gap-3 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 className="text-[0.9375rem] font-semibold">{t("tableTitle")}</h2>
          <p className="mt-0.5 text-xs text-ink-faint">{words("unit", { unit })}</p>
        </div>
        <ExportMenu title={t("tableTitle")} file={file} />
      </header>
      <DataTable
        label={t("tableTitle")}
        columns={useForecastColumns()}
        state={state}
        rowId={(point) => point.full_date}
        empty={{ title: t("noForecastTitle"), body: t("noForecastBody") }}
        onRetry={onRetry}
        height="max-h-112"
      />
    </Card>
  );
}
