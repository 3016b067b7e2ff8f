"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { useFormat } from "@/lib/i18n/use-format";

import type { SeriesDay, ShownSeries } from "./series";

function useSeriesColumns(): DataColumn<SeriesDay>[] {
  const t = useTranslations("forecast");
  const format = useFormat();
  return useMemo(() => {
    const numeric = (id: string, header: string, value: (day: SeriesDay) => string) => ({
      id,
      header,
      cell: ({ row }: { row: { original: SeriesDay } }) => value(row.original),
      meta: { align: "right" as const },
    });
    return [
      {
        id: "date",
        header: t("date"),
        cell: ({ row }) => format.weekdayAndDate(row.original.date),
        meta: { className: "whitespace-nowrap" },
      },
      numeric("demand", t("demand"), (day) => format.quantity(day.quantity)),
      numeric("yhat", t("yhat"), (day) => format.estimate(day.yhat)),
      numeric("lower", t("lower"), (day) => format.estimate(day.band?.[0])),
      numeric("upper", t("upper"), (day) => format.estimate(day.band?.[1])),
    ];
  }, [t, format]);
}

type SeriesTableProps = { series: ShownSeries; onRetry: () => void };

/** The chart's values. A day with neither demand nor forecast has no row, as it has no mark. */
export function SeriesTable({ series, onRetry }: SeriesTableProps) {
  const t = useTranslations("forecast");
  const rows = series.days.filter((day) => day.quantity !== null || day.yhat !== null);
  return (
    <DataTable
      label={t("chartTitle")}
      columns={useSeriesColumns()}
      state={{ status: "ready", data: rows }}
      rowId={(day) => day.date}
      empty={{ title: t("emptyChartTitle"), body: t("emptyChartBody") }}
      onRetry={onRetry}
      height="max-h-96"
    />
  );
}
