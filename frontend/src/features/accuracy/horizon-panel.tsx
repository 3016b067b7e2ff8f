"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import type { FileSource } from "@/lib/api/files";
import type { ResourceView } from "@/lib/api/use-resource";
import { latest } from "@/lib/dates";
import { useFormat } from "@/lib/i18n/use-format";

import { useAccuracyColumns } from "./columns";
import { byLead, inLeadOrder, modelsOf, valueOf, againstOf } from "./figures";
import { metricText } from "./metric-text";
import { colorOf, modelName } from "./model-names";
import type { Accuracy, Metric } from "./params";
import { VerdictNotice } from "./verdict";

const LeadChart = dynamic(() => import("./lead-chart").then((module) => module.LeadChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg!" />,
});

type HorizonPanelProps = {
  view: ResourceView<Accuracy[]>;
  metric: Metric;
  /** Whose figures they are, in words. */
  segment: string;
  file: FileSource | undefined;
};

/** A metric by how many days ahead, and every figure of those days in a table. */
export function HorizonPanel({ view, metric, segment, file }: HorizonPanelProps) {
  const { state, retry, updating } = view;
  const t = useTranslations("accuracy");
  const rows = state.status === "ready" ? state.data : [];
  const models = modelsOf(rows);
  const metricName = t(`metrics.${metric}`);
  return (
    <>
      {rows.length > 0 ? <VerdictNotice rows={rows} /> : null}
      <ChartFrame<Accuracy[]>
        title={t("chartTitle", { metric: metricName, segment })}
        unit={t(`units.${metric}`)}
        period={usePeriod(rows)}
        state={state}
        isEmpty={(figures) => figures.length === 0}
        empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
        onRetry={retry}
        retrying={updating}
        file={file}
        heightClass="h-64 sm:h-72"
        legend={
          <ChartLegend
            series={[
              ...models.map((model, index) => ({
                mark: "bar" as const,
                color: colorOf(index),
                text: modelName(model, models),
              })),
              {
                mark: "dash" as const,
                color: "var(--chart-marker)",
                text: t(`against.${metric}`),
              },
            ]}
          />
        }
        csv={(figures) => ({
          columns: [t("lead"), t("run"), t("model"), metricName, t(`against.${metric}`)],
          rows: inLeadOrder(figures).map((row) => [
            row.lead_bucket,
            row.forecast_run_id,
            row.model_tag,
            valueOf(metric, row),
            againstOf(metric, row),
          ]),
        })}
        table={(figures) => <MetricTable rows={figures} metric={metric} />}
        footer={(figures) => <Basis rows={figures} />}
      >
        {(figures) => (
          <LeadChart points={byLead(figures, metric)} models={models} metric={metric} />
        )}
      </ChartFrame>
      {rows.length > 0 ? <LeadTable rows={rows} /> : null}
    </>
  );
}

function usePeriod(rows: readonly Accuracy[]): string | null {
  const words = useTranslations("chart");
  const format = useFormat();
  const first = rows.map((row) => row.first_day).toSorted()[0];
  const last = latest(...rows.map((row) => row.last_day));
  return first && last
    ? words("period", { start: format.date(first), end: format.date(last) })
    : null;
}

/** What the figures rest on. */
function Basis({ rows }: { rows: Accuracy[] }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const whole = rows.filter((row) => row.lead_bucket === "ALL");
  const runs = [...new Set(rows.map((row) => `#${row.forecast_run_id}`))];
  const series = Math.max(...whole.map((row) => row.series));
  return (
    <Facts>
      <Fact label={t("run")}>
        <span className="font-mono text-xs">{runs.join(", ")}</span>
      </Fact>
      <Fact label={t("cells")}>
        {whole.length > 0 ? format.integer(Math.max(...whole.map((row) => row.cells))) : null}
      </Fact>
      <Fact label={t("series")}>{whole.length > 0 ? format.integer(series) : null}</Fact>
      <Fact label={t("computedAt")}>{format.dateTime(rows[0]?.computed_at)}</Fact>
    </Facts>
  );
}

function useLeadColumn(): DataColumn<Accuracy> {
  const t = useTranslations("accuracy");
  return {
    id: "lead",
    header: t("lead"),
    cell: ({ row: { original: row } }) =>
      row.lead_bucket === "ALL"
        ? t("allLeads")
        : t("leadDays", { lead: row.lead_bucket.replace("-", "–") }),
    meta: { className: "whitespace-nowrap" },
  };
}

const rowId = (row: Accuracy) => `${row.forecast_run_id} ${row.model_tag} ${row.lead_bucket}`;

/** What the chart draws. */
function MetricTable({ rows, metric }: { rows: Accuracy[]; metric: Metric }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const models = modelsOf(rows);
  const figure = (
    id: string,
    header: string,
    value: (of: Metric, row: Accuracy) => number | null,
  ): DataColumn<Accuracy> => ({
    id,
    header,
    cell: ({ row }) => metricText(format, metric, value(metric, row.original)),
    meta: { align: "right" },
  });
  return (
    <DataTable
      label={t("horizonTitle")}
      columns={[
        useLeadColumn(),
        {
          id: "model",
          header: t("model"),
          cell: ({ row: { original: row } }) => (
            <span className="font-mono text-xs">
              {modelName({ key: "", run: row.forecast_run_id, tag: row.model_tag }, models)}
            </span>
          ),
        },
        figure("value", t(`metrics.${metric}`), valueOf),
        figure("against", t(`against.${metric}`), againstOf),
      ]}
      state={{ status: "ready", data: inLeadOrder(rows) }}
      rowId={rowId}
      empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
      onRetry={() => undefined}
    />
  );
}

/** Every figure by lead time. */
function LeadTable({ rows }: { rows: Accuracy[] }) {
  const t = useTranslations("accuracy");
  const columns = useAccuracyColumns({ rows, first: useLeadColumn() });
  return (
    <Card className="overflow-hidden">
      <header className="px-4 pt-3.5 pb-2 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{t("horizonTitle")}</h2>
        <p className="mt-0.5 text-xs text-ink-faint">{t("horizonSubtitle")}</p>
      </header>
      <DataTable
        label={t("horizonTitle")}
        columns={columns}
        state={{ status: "ready", data: inLeadOrder(rows) }}
        rowId={rowId}
        empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
        onRetry={() => undefined}
      />
    </Card>
  );
}
