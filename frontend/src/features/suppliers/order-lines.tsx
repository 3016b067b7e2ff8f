"use client";

import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Tag } from "@/components/ui/tag";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { orderLinesResource, supplierDetailParams, type Order } from "./params";
import { useInWindow } from "./use-window";

/** The supplier's order lines placed in the window: the late ones, or all. */
export function OrderLines({ supplierId }: { supplierId: number }) {
  const t = useTranslations("suppliers");
  const [params, setParams] = useQueryStates(supplierDetailParams, { history: "push" });
  const view = useInWindow(params.days, (window) => orderLinesResource(window, supplierId, params));
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 className="text-[0.9375rem] font-semibold">{t("ordersTitle")}</h2>
          <p className="mt-0.5 text-xs text-ink-faint">{t("ordersSubtitle")}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={t("show")}
            options={[
              { value: "late", text: t("onlyLate") },
              { value: "all", text: t("allLines") },
            ]}
            value={params.late ? "late" : "all"}
            onChange={(shown) => {
              void setParams({ late: shown === "late", page: null });
            }}
          />
          <ExportMenu title={t("ordersTitle")} file={view.file} />
        </div>
      </header>
      <PagedTable
        view={view}
        label={t("ordersTitle")}
        columns={useOrderColumns()}
        rowId={(order) => String(order.order_id)}
        sort={params.sort}
        onSort={(sort) => {
          void setParams({ sort, page: null });
        }}
        empty={
          params.late
            ? { title: t("noLateTitle"), body: t("noLateBody") }
            : { title: t("noOrdersTitle"), body: t("noOrdersBody") }
        }
        expectedRows={5}
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

function useOrderColumns(): DataColumn<Order>[] {
  const t = useTranslations("suppliers");
  const format = useFormat();
  return [
    {
      id: "order",
      header: t("order"),
      cell: ({ row: { original: order } }) => (
        <>
          <span className="font-mono text-xs">{`${order.order_number}-${order.order_line}`}</span>
          <Link
            prefetch={false}
            href={`/materials/${order.item_id}?site=${order.site_id}`}
            className="block text-xs text-ink-soft group-hover:text-accent after:absolute after:inset-0"
          >
            {order.item_name} <span className="font-mono text-2xs">{order.site_code}</span>
          </Link>
        </>
      ),
    },
    {
      id: "status",
      header: t("status"),
      cell: ({ row: { original: order } }) => (
        <Tag tone={order.is_late ? "danger" : order.status === "RECEIVED" ? "success" : "plain"}>
          {order.is_late
            ? t(order.status === "RECEIVED" ? "receivedLate" : "openLate")
            : t(`statuses.${order.status}`)}
        </Tag>
      ),
    },
    {
      id: "quantity",
      header: t("quantity"),
      cell: ({ row }) => format.quantity(row.original.quantity),
      meta: { align: "right", sortKey: "quantity", className: "hidden sm:table-cell" },
    },
    {
      id: "placed",
      header: t("orderedOn"),
      cell: ({ row }) => format.date(row.original.order_date),
      meta: { align: "right", sortKey: "order_date", className: "hidden md:table-cell" },
    },
    {
      id: "promised",
      header: t("promisedFor"),
      cell: ({ row }) => format.date(row.original.expected_delivery_date),
      meta: {
        align: "right",
        sortKey: "expected_delivery_date",
        className: "hidden sm:table-cell",
      },
    },
    {
      id: "received",
      header: t("receivedOn"),
      cell: ({ row }) => format.date(row.original.actual_delivery_date),
      meta: { align: "right", className: "hidden md:table-cell" },
    },
    {
      id: "days_late",
      header: t("daysLate"),
      cell: ({ row: { original: order } }) =>
        order.days_late === null ? MISSING : format.integer(order.days_late),
      meta: { align: "right", sortKey: "days_late" },
    },
  ];
}
