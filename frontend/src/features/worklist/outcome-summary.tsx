"use client";

import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { outcomesResource } from "./params";

type Row = Schemas["OutcomeSummary"];

/** What came of past advice, by what was decided on it. */
export function OutcomeSummary() {
  const t = useTranslations("worklist");
  const format = useFormat();
  const { state, data, retry, updating } = useResource(outcomesResource);
  const right = (id: string, header: string, value: (row: Row) => string) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Row } }) => value(row.original),
    meta: { align: "right" as const },
  });
  const columns: DataColumn<Row>[] = [
    { id: "type", header: t("type"), cell: ({ row }) => t(`types.${row.original.type}`) },
    {
      id: "decision",
      header: t("decision"),
      cell: ({ row }) =>
        row.original.decision === null ? t("undecided") : t(`kinds.${row.original.decision}`),
    },
    {
      id: "acted",
      header: t("acted"),
      cell: ({ row }) =>
        row.original.acted_on === null ? MISSING : t(row.original.acted_on ? "yes" : "no"),
    },
    right("count", t("adviceCount"), (row) => format.integer(row.advice_count)),
    right("stockouts", t("stockouts"), (row) => format.integer(row.stockout_count)),
    right("rate", t("stockoutRate"), (row) => format.rate(row.stockout_rate)),
  ];
  const hours = data?.metadata.median_hours_to_decision ?? null;
  return (
    <Card className="mt-6 overflow-hidden">
      <header className="px-4 pt-3.5 pb-2 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{t("outcomesTitle")}</h2>
        <p className="mt-0.5 text-xs text-ink-faint">
          {t("outcomesSubtitle")}
          {hours === null ? null : ` ${t("medianHours", { hours: format.quantity(hours) })}`}
        </p>
      </header>
      <DataTable
        label={t("outcomesTitle")}
        columns={columns}
        state={state.status === "ready" ? { status: "ready", data: state.data.data } : state}
        rowId={(row) => `${row.type}-${row.decision ?? ""}-${String(row.acted_on)}`}
        empty={{ title: t("noOutcomesTitle"), body: t("noOutcomesBody") }}
        onRetry={retry}
        retrying={updating}
        expectedRows={3}
      />
    </Card>
  );
}
