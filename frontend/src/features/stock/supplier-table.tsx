"use client";

import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { scorecardsResource, type Days } from "./resources";
import { suppliesOf, type Supply } from "./supply";

type Scorecard = Schemas["Scorecard"];
type Row = Supply & { card: Scorecard | undefined };

type SupplierTableProps = {
  /** The material's order lines at the site; null while they come. */
  lines: Schemas["Order"][] | null;
  days: Days;
};

/** Who sold the material, how fast it came, and how the supplier does with all it sells. */
export function SupplierTable({ lines, days }: SupplierTableProps) {
  const t = useTranslations("orders");
  const { data, state, retry, updating } = useResource(scorecardsResource(days));
  const cards = new Map(data?.data.map((card) => [card.supplier_id, card]));
  const rows = (lines ? suppliesOf(lines) : []).map((supply) => ({
    ...supply,
    card: supply.supplierId === null ? undefined : cards.get(supply.supplierId),
  }));
  return (
    <Card className="overflow-hidden">
      <header className="px-4 pt-3.5 pb-2 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{t("suppliersTitle")}</h2>
        <p className="mt-0.5 text-xs text-ink-faint">{t("suppliersSubtitle")}</p>
      </header>
      <DataTable
        label={t("suppliersTitle")}
        columns={useSupplierColumns()}
        state={
          state.status === "error"
            ? state
            : lines === null
              ? { status: "loading" }
              : { status: "ready", data: rows }
        }
        rowId={(row) => String(row.supplierId)}
        empty={{ title: t("none.all"), body: t("noneBody") }}
        onRetry={retry}
        retrying={updating}
        expectedRows={2}
      />
    </Card>
  );
}

function useSupplierColumns(): DataColumn<Row>[] {
  const t = useTranslations("orders");
  const format = useFormat();
  const right = (id: string, value: (row: Row) => string, className?: string) => ({
    id,
    header: t(`columns.${id as "lines"}`),
    cell: ({ row }: { row: { original: Row } }) => value(row.original),
    meta: { align: "right" as const, className },
  });
  const days = (value: number | null | undefined) => format.quantity(value);
  return [
    {
      id: "supplier",
      header: t("columns.supplier"),
      cell: ({ row }) => row.original.name ?? MISSING,
    },
    right("lines", (row) => format.integer(row.lines)),
    right("receivedLines", (row) => format.integer(row.received), "hidden sm:table-cell"),
    right("lateLines", (row) => format.integer(row.late)),
    right("leadTime", (row) => days(row.leadTime)),
    right(
      "leadTimeOfAll",
      ({ card }) =>
        card?.lead_time_p50 == null
          ? MISSING
          : t("leadTimeRange", {
              median: days(card.lead_time_p50),
              low: days(card.lead_time_p10),
              high: days(card.lead_time_p90),
            }),
      "hidden md:table-cell",
    ),
    right("otif", ({ card }) => format.rate(card?.otif_rate), "hidden sm:table-cell"),
  ];
}
