"use client";

import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";

type Order = Schemas["InboundOrder"];

/** What is bought and has not come yet. */
export function InboundOrders({ orders }: { orders: Order[] }) {
  const t = useTranslations("stock");
  const format = useFormat();
  const columns: DataColumn<Order>[] = [
    {
      id: "order",
      header: t("order"),
      cell: ({ row }) => (
        <span className="font-mono text-xs">
          {`${row.original.order_number}-${row.original.order_line}`}
        </span>
      ),
    },
    { id: "supplier", header: t("supplier"), cell: ({ row }) => row.original.supplier_name },
    {
      id: "ordered",
      header: t("orderedOn"),
      cell: ({ row }) => format.date(row.original.order_date),
      meta: { align: "right", className: "hidden sm:table-cell" },
    },
    {
      id: "expected",
      header: t("promisedFor"),
      cell: ({ row }) => format.date(row.original.expected_delivery_date),
      meta: { align: "right" },
    },
    {
      id: "quantity",
      header: t("quantity"),
      cell: ({ row }) => format.quantity(row.original.quantity),
      meta: { align: "right" },
    },
  ];
  return (
    <Card className="overflow-hidden">
      <h2 className="px-4 pt-3.5 pb-2 text-[0.9375rem] font-semibold sm:px-5">{t("inbound")}</h2>
      <DataTable
        label={t("inbound")}
        columns={columns}
        state={{ status: "ready", data: orders }}
        rowId={(order) => `${order.order_number}-${order.order_line}`}
        empty={{ title: t("noInboundTitle"), body: t("noInboundBody") }}
        onRetry={() => undefined}
        height="max-h-96"
      />
    </Card>
  );
}
