"use client";

import { useQueries } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { NativeSelect } from "@/components/ui/native-select";
import { Tag } from "@/components/ui/tag";
import { browserApi, dataOrThrow } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { viewOfQuery, type ViewState } from "@/lib/api/view";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import {
  comparisonParams,
  forecastRunsOf,
  forecastRunsResource,
  LEAD_TIMES,
  runAccuracyResource,
  type LeadTime,
} from "./accuracy";

type Accuracy = Schemas["Accuracy"];
type Row = Accuracy & { run: Schemas["ModelRun"] };

type ModelComparisonProps = {
  /** Judged on the materials of this family; null: on all of them. */
  family: string | null;
};

/** The newest runs side by side, each against the demand that came since. */
export function ModelComparison({ family }: ModelComparisonProps) {
  const t = useTranslations("comparison");
  const [{ lead }, setParams] = useQueryStates(comparisonParams, { history: "replace" });
  const { state, retry } = useRows(family, lead);
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-end justify-between gap-2 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 className="text-[0.9375rem] font-semibold">{t("title")}</h2>
          <p className="mt-0.5 text-xs text-ink-faint">
            {family === null ? t("ofAll") : t("ofFamily", { family })}
          </p>
        </div>
        <label className="flex items-center gap-2 text-xs text-ink-faint">
          {t("leadTime")}
          <NativeSelect
            value={lead}
            onChange={(event) => {
              void setParams({ lead: LEAD_TIMES.find((one) => one === event.target.value) });
            }}
          >
            {LEAD_TIMES.map((value) => (
              <option key={value} value={value}>
                {value === "ALL" ? t("allLeadTimes") : t("leadDays", { days: value })}
              </option>
            ))}
          </NativeSelect>
        </label>
      </header>
      <DataTable
        label={t("title")}
        columns={useComparisonColumns()}
        state={state}
        rowId={(row) => `${row.forecast_run_id}-${row.model_tag}`}
        empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
        onRetry={retry}
        expectedRows={2}
      />
    </Card>
  );
}

/** Runs that were not scored yet have no row. */
function useRows(family: string | null, lead: LeadTime) {
  const runs = useResource(forecastRunsResource);
  const compared = forecastRunsOf(runs.data?.data ?? []);
  const answers = useQueries({
    queries: compared.map((run) => {
      const { key, read } = runAccuracyResource(run.run_id, family, lead);
      return {
        queryKey: key,
        queryFn: ({ signal }: { signal: AbortSignal }) => dataOrThrow(read(browserApi, signal)),
      };
    }),
  });
  const views = answers.map(viewOfQuery);
  const failed = views.find((view) => view.status === "error");
  const state: ViewState<Row[]> =
    runs.state.status !== "ready"
      ? runs.state
      : (failed ??
        (views.some((view) => view.status === "loading")
          ? { status: "loading" }
          : {
              status: "ready",
              data: compared.flatMap((run, index) =>
                (answers[index]?.data?.data ?? []).map((accuracy) => ({ ...accuracy, run })),
              ),
            }));
  const retry = () => {
    runs.retry();
    for (const answer of answers) void answer.refetch();
  };
  return { state, retry };
}

function useComparisonColumns(): DataColumn<Row>[] {
  const t = useTranslations("comparison");
  const format = useFormat();
  const right = (id: string, value: (row: Row) => string, className?: string) => ({
    id,
    header: t(`columns.${id as "wape"}`),
    cell: ({ row }: { row: { original: Row } }) => value(row.original),
    meta: { align: "right" as const, className },
  });
  return [
    {
      id: "model",
      header: t("columns.model"),
      cell: ({ row: { original: row } }) => (
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="font-mono text-xs">{row.model_tag}</span>
          <Tag tone={row.run.status === "CHAMPION" ? "success" : "plain"}>
            {t(`statuses.${row.run.status}`)}
          </Tag>
        </span>
      ),
    },
    right("run", (row) => String(row.forecast_run_id), "hidden sm:table-cell"),
    right("asOf", (row) => format.date(row.run.as_of), "hidden lg:table-cell"),
    right("judged", (row) => format.integer(row.cells), "hidden md:table-cell"),
    right("wape", (row) => format.rate(row.wape)),
    right("naive", (row) => format.rate(row.wape_naive), "hidden sm:table-cell"),
    right("gain", (row) =>
      row.fva_naive === null || !row.wape_naive
        ? MISSING
        : format.rate(row.fva_naive / row.wape_naive),
    ),
    right("bias", (row) => format.rate(row.bias)),
    right("mase", (row) => format.estimate(row.mase), "hidden md:table-cell"),
    right(
      "coverage",
      (row) =>
        row.interval_coverage === null
          ? MISSING
          : t("coverageOf", {
              share: format.rate(row.interval_coverage),
              nominal: format.percent(row.nominal_coverage),
            }),
      "hidden lg:table-cell",
    ),
  ];
}
