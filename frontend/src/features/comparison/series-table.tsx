"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Info } from "@/components/ui/info";
import { Tag } from "@/components/ui/tag";
import { useFormat } from "@/lib/i18n/use-format";

import type { Series } from "./params";
import { seriesKey, totalOf } from "./series";

/** What each series adds up to, and which run foresees it so. */
export function SeriesTable({ series }: { series: Series[] }) {
  const t = useTranslations("explorer");
  const words = useTranslations("runs");
  const format = useFormat();
  const right = (id: string, header: string, value: (one: Series) => string, help?: string) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Series } }) => value(row.original),
    meta: {
      align: "right" as const,
      help: help ? <Info term={header}>{help}</Info> : undefined,
    },
  });
  const columns: DataColumn<Series>[] = [
    {
      id: "item",
      header: t("item"),
      cell: ({ row: { original: one } }) => (
        <>
          <Link
            prefetch={false}
            href={`/materials/${one.item_id}?tab=forecasts&site=${one.site_id}`}
            className="font-medium group-hover:text-accent after:absolute after:inset-0"
          >
            {one.item_name}
          </Link>
          <span className="block font-mono text-2xs text-ink-faint">
            {one.sku} · {one.site_code}
          </span>
        </>
      ),
    },
    {
      id: "run",
      header: t("run"),
      cell: ({ row: { original: one } }) => (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <span className="font-mono text-xs">
            #{one.run_id} {one.model_tag}
          </span>
          <Tag tone={one.run_status === "CHAMPION" ? "success" : "plain"}>
            {words(`statuses.${one.run_status}`)}
          </Tag>
        </span>
      ),
      meta: { className: "hidden md:table-cell" },
    },
    right(
      "total",
      t("total"),
      (one) => `${format.estimate(totalOf(one.points).total)} ${one.unit_measure}`,
      t("totalHelp"),
    ),
    right("per_day", t("perDay"), ({ points }) => format.estimate(totalOf(points).perDay)),
    right("days", t("days"), ({ points }) => format.integer(points.length)),
    right("as_of", t("asOf"), (one) => format.date(one.as_of)),
  ];
  return (
    <DataTable
      label={t("totalsTitle")}
      columns={columns}
      state={{ status: "ready", data: series }}
      rowId={seriesKey}
      empty={{ title: t("noSeriesTitle"), body: t("noSeriesBody") }}
      onRetry={() => undefined}
    />
  );
}
