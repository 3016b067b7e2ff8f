"use client";

import { clsx } from "clsx";
import { useQueryStates } from "nuqs";
import { useId } from "react";
import { useTranslations } from "use-intl";

import { DataTable } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { NativeSelect } from "@/components/ui/native-select";
import { Segmented } from "@/components/ui/segmented";
import type { FileSource } from "@/lib/api/files";
import type { ResourceView } from "@/lib/api/use-resource";

import { useAccuracyColumns } from "./columns";
import { chosenSegments, losesToNaive } from "./figures";
import { accuracyParams, DIMENSIONS, LEADS, type Accuracy } from "./params";

const SORTABLE = [
  "actual",
  "wape",
  "fva_naive",
  "bias",
  "mase",
  "interval_coverage",
  "cells",
] as const;

type SegmentsPanelProps = { view: ResourceView<Accuracy[]>; file: FileSource | undefined };

/** Every site, family, region or class over one lead time; a press shows its lead times above. */
export function SegmentsPanel({ view, file }: SegmentsPanelProps) {
  const { state, updating, retry } = view;
  const t = useTranslations("accuracy");
  const [params, setParams] = useQueryStates(accuracyParams, { history: "replace" });
  const rows = state.status === "ready" ? state.data : [];
  const lost = rows.filter((row) => losesToNaive(row) === true).length;
  const shown = chosenSegments(rows, params);
  const columns = useAccuracyColumns({
    rows,
    sortable: SORTABLE,
    first: {
      id: "segment",
      header: t(`dimensions.${params.dim}`),
      cell: ({ row: { original: row } }) => (
        <button
          type="button"
          aria-pressed={row.segment === params.segment}
          onClick={() => {
            const again = row.segment === params.segment;
            void setParams({ segment: again ? null : row.segment }, { history: "push" });
          }}
          className={clsx(
            "rounded text-left font-medium hover:text-accent hover:underline",
            row.segment === params.segment && "text-accent underline",
          )}
        >
          {row.segment}
        </button>
      ),
      meta: { sortKey: "segment" },
    },
  });
  return (
    <Card className="overflow-hidden">
      <header className="space-y-3 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 className="text-[0.9375rem] font-semibold">{t("segmentsTitle")}</h2>
          <p className="mt-0.5 text-xs text-ink-faint tabular-nums">
            {rows.length > 0
              ? t("segmentsLost", { lost, count: rows.length })
              : t("segmentsSubtitle")}
          </p>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <SegmentFilters />
          <ExportMenu title={t("segmentsTitle")} file={file} />
        </div>
      </header>
      <DataTable
        label={t("segmentsTitle")}
        columns={columns}
        state={state.status === "ready" ? { status: "ready", data: shown } : state}
        rowId={(row) => `${row.forecast_run_id} ${row.model_tag} ${row.segment}`}
        sort={params.asort}
        onSort={(asort) => {
          void setParams({ asort });
        }}
        empty={
          rows.length > 0
            ? { title: t("noneWorseTitle"), body: t("noneWorseBody") }
            : { title: t("emptyTitle"), body: t("emptyBody") }
        }
        onRetry={retry}
        retrying={updating}
        height="max-h-[70vh]"
        className={clsx("transition-opacity", updating && "opacity-60")}
      />
    </Card>
  );
}

function SegmentFilters() {
  const t = useTranslations("accuracy");
  const worseId = useId();
  const [params, setParams] = useQueryStates(accuracyParams, { history: "replace" });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label={t("dimension")}
        options={DIMENSIONS.map((value) => ({ value, text: t(`dimensions.${value}`) }))}
        value={params.dim}
        onChange={(dim) => {
          void setParams({ dim, segment: null }, { history: "push" });
        }}
      />
      <NativeSelect
        aria-label={t("lead")}
        value={params.lead}
        onChange={(event) => {
          void setParams({ lead: LEADS.find((one) => one === event.target.value) ?? null });
        }}
      >
        {LEADS.map((lead) => (
          <option key={lead} value={lead}>
            {lead === "ALL" ? t("allLeads") : t("leadDays", { lead: lead.replace("-", "–") })}
          </option>
        ))}
      </NativeSelect>
      <div className="flex items-center gap-2 text-[0.8125rem]">
        <Checkbox
          id={worseId}
          checked={params.worse}
          onCheckedChange={(checked) => {
            void setParams({ worse: checked === true });
          }}
        />
        <label htmlFor={worseId}>{t("onlyWorse")}</label>
      </div>
    </div>
  );
}
