"use client";

import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Card } from "@/components/ui/card";
import { Tag, type Tone } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";
import type { Scope } from "@/lib/scope";

import { inventoryParams, positionsResource, STATES, type Position } from "./params";

const TONES: Record<Position["state"], Tone> = {
  STOCKOUT: "danger",
  BELOW_SAFETY_STOCK: "danger",
  AT_REORDER_POINT: "warning",
  HEALTHY: "success",
  EXCESS: "accent",
  DEAD: "warning",
  UNKNOWN: "plain",
};

/** Every material at every site beside its policy. */
export function Positions({ scope }: { scope: Scope }) {
  const t = useTranslations("inventory");
  const [params, setParams] = useQueryStates(inventoryParams, { history: "push" });
  const resource = positionsResource(params, scope);
  const view = useResource(resource);
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 pt-3.5 pb-2 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{t("positionsTitle")}</h2>
        <div className="flex flex-wrap items-center gap-2">
          <ChoiceFilter
            label={t("state")}
            none=""
            options={STATES.map((value) => ({ value, text: t(`states.${value}`) }))}
            chosen={params.state}
            onChange={(chosen) => {
              void setParams({ state: STATES.filter((one) => chosen.includes(one)), page: null });
            }}
          />
          <ExportMenu title={t("positionsTitle")} file={resource.file} />
        </div>
      </header>
      <PagedTable
        view={view}
        label={t("positionsTitle")}
        columns={usePositionColumns()}
        rowId={(row) => `${row.item_id}-${row.site_id}`}
        sort={params.sort}
        onSort={(sort) => {
          void setParams({ sort, page: null });
        }}
        empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
        page={params.page}
        pageSize={params.size}
        onPage={(page) => {
          void setParams({ page });
        }}
        onPageSize={(size) => {
          void setParams({ size, page: null });
        }}
      />
    </Card>
  );
}

function usePositionColumns(): DataColumn<Position>[] {
  const t = useTranslations("inventory");
  const format = useFormat();
  const right = (
    id: string,
    header: string,
    value: (row: Position) => string,
    look: { sortKey?: string; className?: string } = {},
  ) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Position } }) => value(row.original),
    meta: { align: "right" as const, ...look },
  });
  return [
    {
      id: "item",
      header: t("material"),
      cell: ({ row: { original: row } }) => (
        <>
          <Link
            prefetch={false}
            href={`/materials/${row.item_id}?tab=inventory&site=${row.site_id}`}
            className="font-medium group-hover:text-accent after:absolute after:inset-0"
          >
            {row.item_name}
          </Link>
          <span className="block font-mono text-2xs whitespace-nowrap text-ink-faint">
            {row.sku} · {row.site_code}
          </span>
        </>
      ),
      meta: { sortKey: "sku", className: "min-w-44" },
    },
    {
      id: "state",
      header: t("state"),
      cell: ({ row }) => (
        <Tag tone={TONES[row.original.state]}>{t(`states.${row.original.state}`)}</Tag>
      ),
    },
    right("stock", t("stock"), (row) => format.quantity(row.current_stock), {
      sortKey: "current_stock",
    }),
    right("reorder", t("reorderPoint"), (row) => format.estimate(row.reorder_point), {
      className: "hidden lg:table-cell",
    }),
    right("inbound", t("inbound"), (row) => format.quantity(row.inbound_quantity), {
      className: "hidden lg:table-cell",
    }),
    right("cover", t("coverDays"), (row) => format.integer(row.cover_days), {
      sortKey: "cover_days",
      className: "hidden md:table-cell",
    }),
    right("rupture", t("daysToRupture"), (row) => format.integer(row.days_to_rupture), {
      sortKey: "days_to_rupture",
    }),
    right("excess", t("excess"), (row) => format.quantity(row.excess_quantity), {
      sortKey: "excess_quantity",
      className: "hidden 2xl:table-cell",
    }),
    right("value", t("stockValue"), (row) => format.currency(row.stock_value), {
      sortKey: "stock_value",
      className: "hidden whitespace-nowrap sm:table-cell",
    }),
  ];
}
