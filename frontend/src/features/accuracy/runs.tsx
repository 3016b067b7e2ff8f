"use client";

import { clsx } from "clsx";
import { Crown } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Card } from "@/components/ui/card";
import { Info } from "@/components/ui/info";
import { Tag, type Tone } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { backtestText } from "./backtest";
import { runParams, runsResource, type ModelRun } from "./params";

const TONES: Record<ModelRun["status"], Tone> = {
  CHAMPION: "success",
  CANDIDATE: "accent",
  RETIRED: "plain",
};

/** Every published run, the champion marked. */
export function RunsTab() {
  const t = useTranslations("runs");
  const [params, setParams] = useQueryStates(runParams, { history: "push" });
  const resource = runsResource(params);
  const view = useResource(resource);
  return (
    <Card className="overflow-hidden">
      <header className="flex items-start justify-between gap-3 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 className="text-[0.9375rem] font-semibold">{t("title")}</h2>
          <p className="mt-0.5 text-xs text-ink-faint">{t("subtitle")}</p>
        </div>
        <ExportMenu title={t("title")} file={resource.file} />
      </header>
      <PagedTable
        view={view}
        label={t("title")}
        columns={useRunColumns()}
        rowId={(run) => String(run.run_id)}
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

function useRunColumns(): DataColumn<ModelRun>[] {
  const t = useTranslations("runs");
  const format = useFormat();
  const right = (
    id: string,
    header: string,
    value: (run: ModelRun) => string,
    className?: string,
  ): DataColumn<ModelRun> => ({
    id,
    header,
    cell: ({ row }) => value(row.original),
    meta: { align: "right", className: clsx("whitespace-nowrap", className) },
  });
  return [
    {
      id: "run",
      header: t("run"),
      cell: ({ row: { original: run } }) => (
        <>
          <span className="font-medium tabular-nums">#{run.run_id}</span>{" "}
          <span className="text-xs text-ink-soft">
            {run.dataset === "forecasts" || run.dataset === "features"
              ? t(`datasets.${run.dataset}`)
              : run.dataset}
          </span>
          <span className="block font-mono text-2xs text-ink-faint">
            {run.model_tag ?? run.schema_version ?? MISSING}
          </span>
        </>
      ),
    },
    {
      id: "status",
      header: t("status"),
      cell: ({ row: { original: run } }) => (
        <Tag tone={TONES[run.status]}>
          {run.status === "CHAMPION" ? <Crown aria-hidden className="size-3" /> : null}
          {t(`statuses.${run.status}`)}
        </Tag>
      ),
      meta: { help: <Info term={t("status")}>{t("statusHelp")}</Info> },
    },
    right("as_of", t("asOf"), (run) => format.date(run.as_of)),
    right("rows", t("rows"), (run) => format.integer(run.row_count), "hidden sm:table-cell"),
    {
      ...right(
        "backtest",
        t("backtest"),
        (run) => backtestText(run.backtest, format),
        "hidden lg:table-cell",
      ),
      meta: {
        align: "right",
        className: "hidden whitespace-nowrap lg:table-cell",
        help: <Info term={t("backtest")}>{t("backtestHelp")}</Info>,
      },
    },
    right(
      "computed",
      t("computedAt"),
      (run) => format.dateTime(run.computed_at),
      "hidden xl:table-cell",
    ),
    right(
      "published",
      t("publishedAt"),
      (run) => format.dateTime(run.published_at),
      "hidden md:table-cell",
    ),
    right(
      "crowned",
      t("crownedAt"),
      (run) => format.dateTime(run.crowned_at),
      "hidden xl:table-cell",
    ),
    right(
      "dropped",
      t("droppedAt"),
      (run) => format.dateTime(run.dropped_at),
      "hidden 2xl:table-cell",
    ),
    {
      id: "accuracy",
      header: t("accuracy"),
      cell: ({ row: { original: run } }) =>
        run.dataset === "forecasts" ? (
          <Link
            prefetch={false}
            href={`/forecasts?tab=accuracy&run=${run.run_id}`}
            className="rounded text-xs font-medium text-accent hover:underline"
          >
            {t("seeAccuracy")}
            <span className="sr-only"> {t("ofRun", { run: String(run.run_id) })}</span>
          </Link>
        ) : (
          MISSING
        ),
      meta: { align: "right" },
    },
  ];
}
