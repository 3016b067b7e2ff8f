"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { useFreshness } from "@/components/freshness/freshness-strip";
import { useSite } from "@/components/site/site-choice";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Tag, type Tone } from "@/components/ui/tag";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { todayInOperation } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";
import { useFormat } from "@/lib/i18n/use-format";
import type { ItemSite } from "@/lib/item-sites";

import { isShown, orderParams, ORDERS_SHOWN } from "./params";
import { orderLinesResource, type Days } from "./resources";
import { SupplierTable } from "./supplier-table";

type Order = Schemas["Order"];

/** Days of orders, up to the last that the orders cover. */
const LOOK_BACK = 730;

const TONES: Record<Order["status"], Tone> = {
  PLACED: "accent",
  RECEIVED: "success",
  DELAYED: "warning",
  CANCELLED: "plain",
};

type OrdersPanelProps = { itemId: number; sites: ItemSite[] };

/** What was bought of the material for the site, and from whom. */
export function OrdersPanel({ itemId, sites }: OrdersPanelProps) {
  const site = useSite(sites);
  const feeds = useFreshness();
  const asOf = feeds.data?.data.find(({ dataset }) => dataset === "orders")?.as_of;
  if (!site) return null;
  const end = asOf ?? todayInOperation();
  const days = { start_date: shiftDays(end, -LOOK_BACK), end_date: end };
  return <SiteOrders itemId={itemId} siteId={site.site_id} days={days} />;
}

type SiteOrdersProps = { itemId: number; siteId: number; days: Days };

function SiteOrders({ itemId, siteId, days }: SiteOrdersProps) {
  const t = useTranslations("orders");
  const words = useTranslations("chart");
  const format = useFormat();
  const [params, setParams] = useQueryStates(orderParams, { history: "replace" });
  const resource = orderLinesResource(itemId, siteId, days, params.sort);
  const { state, data, retry, updating } = useResource(resource, { keep: true });
  const lines = data?.data ?? [];
  const shown = lines.filter((line) => isShown(params.orders, line));
  const total = data?.metadata.total_count ?? 0;
  return (
    <>
      <SupplierTable lines={data ? lines : null} days={days} />
      <Card className="overflow-hidden">
        <header className="flex flex-wrap items-end justify-between gap-2 px-4 pt-3.5 pb-2 sm:px-5">
          <div>
            <h2 className="text-[0.9375rem] font-semibold">{t("title")}</h2>
            <p className="mt-0.5 text-xs text-ink-faint tabular-nums">
              {words("period", {
                start: format.date(days.start_date),
                end: format.date(days.end_date),
              })}
              {total > lines.length
                ? ` · ${t("someOf", { shown: format.integer(lines.length), total: format.integer(total) })}`
                : null}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Segmented
              label={t("show")}
              options={ORDERS_SHOWN.map((value) => ({ value, text: t(`shown.${value}`) }))}
              value={params.orders}
              onChange={(orders) => {
                void setParams({ orders });
              }}
            />
            <ExportMenu title={t("title")} file={resource.file} />
          </div>
        </header>
        <DataTable
          label={t("title")}
          columns={useOrderColumns()}
          state={state.status === "ready" ? { status: "ready", data: shown } : state}
          rowId={(line) => String(line.order_id)}
          sort={params.sort}
          onSort={(sort) => {
            void setParams({ sort });
          }}
          empty={{ title: t(`none.${params.orders}`), body: t("noneBody") }}
          onRetry={retry}
          retrying={updating}
          height="max-h-[32rem]"
        />
      </Card>
    </>
  );
}

function useOrderColumns(): DataColumn<Order>[] {
  const t = useTranslations("orders");
  const format = useFormat();
  const right = (
    id: string,
    value: (line: Order) => string,
    look: { sortKey?: string; className?: string } = {},
  ) => ({
    id,
    header: t(`columns.${id as "quantity"}`),
    cell: ({ row }: { row: { original: Order } }) => value(row.original),
    meta: { align: "right" as const, ...look },
  });
  return [
    {
      id: "order",
      header: t("columns.order"),
      cell: ({ row: { original: line } }) => (
        <span className="font-mono text-xs whitespace-nowrap">
          {`${line.order_number}-${line.order_line}`}
        </span>
      ),
    },
    {
      id: "supplier",
      header: t("columns.supplier"),
      cell: ({ row }) => row.original.supplier_name,
      meta: { className: "xl:whitespace-nowrap" },
    },
    {
      id: "status",
      header: t("columns.status"),
      cell: ({ row: { original: line } }) => (
        <span className="flex flex-wrap gap-1">
          <Tag tone={TONES[line.status]}>{t(`statuses.${line.status}`)}</Tag>
          {line.is_late === true ? <Tag tone="danger">{t("late")}</Tag> : null}
        </span>
      ),
    },
    right("placed", (line) => format.date(line.order_date), { sortKey: "order_date" }),
    right("promised", (line) => format.date(line.expected_delivery_date), {
      sortKey: "expected_delivery_date",
    }),
    right("received", (line) => format.date(line.actual_delivery_date), {
      className: "hidden md:table-cell",
    }),
    right("daysLate", (line) => format.integer(line.days_late), {
      sortKey: "days_late",
      className: "hidden md:table-cell",
    }),
    right("quantity", (line) => format.quantity(line.quantity), { sortKey: "quantity" }),
    right("price", (line) => format.currency(line.unit_price), {
      className: "hidden lg:table-cell whitespace-nowrap",
    }),
  ];
}
