"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Card } from "@/components/ui/card";
import { Tag } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { Opener } from "./opener";
import { nightParams, nightsResource, NIGHT_STATUSES, type Night, type NightStep } from "./params";
import { NIGHT_TONES } from "./tones";

/** The nightly chain, night by night; its steps open beneath it. */
export function Nights() {
  const t = useTranslations("administration");
  const [params, setParams] = useQueryStates(nightParams, { history: "push" });
  const resource = nightsResource(params);
  const view = useResource(resource);
  const total = view.data?.metadata.total_count ?? 0;
  return (
    <>
      <div role="search" className="flex flex-wrap items-center gap-2">
        <ChoiceFilter
          label={t("status")}
          none=""
          options={NIGHT_STATUSES.map((value) => ({ value, text: t(`nightStatuses.${value}`) }))}
          chosen={params.nstatus}
          onChange={(chosen) => {
            void setParams({
              nstatus: NIGHT_STATUSES.filter((one) => chosen.includes(one)),
              npage: null,
            });
          }}
        />
        <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
          {view.updating ? t("updating") : t("nightCount", { count: total })}
        </p>
        <ExportMenu title={t("nightsTitle")} file={resource.file} />
      </div>
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("nightsTitle")}
          columns={useNightColumns(params.night, (id) => {
            void setParams({ night: params.night === id ? null : id }, { history: "replace" });
          })}
          rowId={(night) => String(night.night_id)}
          detail={(night) => (night.night_id === params.night ? <Steps night={night} /> : null)}
          empty={{ title: t("noNightsTitle"), body: t("noNightsBody") }}
          page={params.npage}
          pageSize={params.size}
          onPage={(npage) => {
            void setParams({ npage, night: null }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, npage: null });
          }}
        />
      </Card>
    </>
  );
}

function useNightColumns(open: number | null, onToggle: (id: number) => void): DataColumn<Night>[] {
  const t = useTranslations("administration");
  const format = useFormat();
  return [
    {
      id: "day",
      header: t("businessDay"),
      cell: ({ row: { original: night } }) => (
        <Opener
          open={night.night_id === open}
          label={t("openNight", { day: format.date(night.business_date) })}
          onToggle={() => {
            onToggle(night.night_id);
          }}
        >
          <span className="tabular-nums">{format.date(night.business_date)}</span>
        </Opener>
      ),
    },
    {
      id: "status",
      header: t("status"),
      cell: ({ row }) => (
        <Tag tone={NIGHT_TONES[row.original.status]}>
          {t(`nightStatuses.${row.original.status}`)}
        </Tag>
      ),
    },
    {
      id: "steps",
      header: t("steps"),
      cell: ({ row: { original: night } }) =>
        t("stepsDone", {
          done: night.steps.filter(({ status }) => status === "DONE").length,
          all: night.steps.length,
        }),
      meta: { align: "right" },
    },
    {
      id: "seconds",
      header: t("seconds"),
      cell: ({ row }) => format.quantity(row.original.seconds),
      meta: { align: "right", className: "hidden sm:table-cell" },
    },
    {
      id: "started",
      header: t("startedAt"),
      cell: ({ row }) => format.dateTime(row.original.started_at),
      meta: { align: "right", className: "hidden whitespace-nowrap md:table-cell" },
    },
    {
      id: "actor",
      header: t("actor"),
      cell: ({ row }) => row.original.actor,
      meta: { align: "right", className: "hidden lg:table-cell" },
    },
  ];
}

function Steps({ night }: { night: Night }) {
  const t = useTranslations("administration");
  const format = useFormat();
  const right = (id: string, header: string, value: (step: NightStep) => string) => ({
    id,
    header,
    cell: ({ row }: { row: { original: NightStep } }) => value(row.original),
    meta: { align: "right" as const },
  });
  const columns: DataColumn<NightStep>[] = [
    {
      id: "step",
      header: t("step"),
      cell: ({ row: { original: step } }) => (
        <>
          <span className="font-mono text-xs">{step.step}</span>
          {step.error === null ? null : (
            <span className="block max-w-prose text-xs whitespace-normal text-danger">
              {step.error}
            </span>
          )}
        </>
      ),
    },
    {
      id: "status",
      header: t("status"),
      cell: ({ row }) => (
        <Tag tone={NIGHT_TONES[row.original.status]}>
          {t(`nightStatuses.${row.original.status}`)}
        </Tag>
      ),
    },
    right("rows", t("rows"), (step) => format.integer(step.row_count)),
    right("seconds", t("seconds"), (step) => format.quantity(step.seconds)),
  ];
  return (
    <div className="px-4 py-3.5 sm:px-5">
      <div className="overflow-hidden rounded-lg border bg-surface">
        <DataTable
          label={t("stepsOf", { day: format.date(night.business_date) })}
          columns={columns}
          state={{ status: "ready", data: night.steps }}
          rowId={(step) => step.step}
          empty={{ title: t("noSteps"), body: t("noStepsBody") }}
          onRetry={() => undefined}
        />
      </div>
    </div>
  );
}
