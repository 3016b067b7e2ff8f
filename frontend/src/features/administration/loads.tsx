"use client";

import { clsx } from "clsx";
import { useQueryStates } from "nuqs";
import { useDebounce } from "use-debounce";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Card } from "@/components/ui/card";
import { SearchInput, TYPING_PAUSE_MS } from "@/components/ui/search-input";
import { Tag } from "@/components/ui/tag";
import type { FileSource } from "@/lib/api/files";
import { freshnessResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { LoadPanel } from "./load-panel";
import { Opener } from "./opener";
import { LOAD_STATUSES, loadParams, loadsResource, type Load } from "./params";
import { LOAD_TONES } from "./tones";

/** Every load, whatever became of it; its steps and refused rows open beneath it. */
export function Loads({ adminUrl }: { adminUrl: string }) {
  const t = useTranslations("administration");
  const [params, setParams] = useQueryStates(loadParams, { history: "push" });
  const [lq] = useDebounce(params.lq, TYPING_PAUSE_MS);
  const resource = loadsResource({ ...params, lq });
  const view = useResource(resource);
  const total = view.data?.metadata.total_count ?? 0;
  return (
    <>
      <LoadFilters
        status={view.updating ? t("updating") : t("loadCount", { count: total })}
        file={resource.file}
      />
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("loadsTitle")}
          columns={useLoadColumns(params.load, (id) => {
            const next = params.load === id ? null : id;
            void setParams({ load: next, rpage: null }, { history: "replace" });
          })}
          rowId={(load) => String(load.run_id)}
          sort={params.lsort}
          onSort={(lsort) => {
            void setParams({ lsort, lpage: null });
          }}
          detail={(load) =>
            load.run_id === params.load ? (
              <LoadPanel runId={load.run_id} adminUrl={adminUrl} />
            ) : null
          }
          empty={{ title: t("noLoadsTitle"), body: t("noLoadsBody") }}
          page={params.lpage}
          pageSize={params.size}
          onPage={(lpage) => {
            void setParams({ lpage, load: null }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, lpage: null });
          }}
        />
      </Card>
    </>
  );
}

type LoadFiltersProps = { status: string; file: FileSource | undefined };

function LoadFilters({ status, file }: LoadFiltersProps) {
  const t = useTranslations("administration");
  const [params, setParams] = useQueryStates(loadParams, { history: "replace" });
  const feeds = useResource(freshnessResource).data?.data ?? [];
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <SearchInput
        className="sm:w-72"
        label={t("searchLoads")}
        value={params.lq}
        onChange={(words) => {
          void setParams({ lq: words || null, lpage: null });
        }}
      />
      <ChoiceFilter
        label={t("dataset")}
        none={t("noDatasets")}
        options={feeds.map(({ dataset }) => ({ value: dataset, text: dataset }))}
        chosen={params.dataset}
        onChange={(dataset) => {
          void setParams({ dataset: dataset.length > 0 ? dataset : null, lpage: null });
        }}
      />
      <ChoiceFilter
        label={t("status")}
        none=""
        options={LOAD_STATUSES.map((value) => ({ value, text: t(`loadStatuses.${value}`) }))}
        chosen={params.status}
        onChange={(chosen) => {
          void setParams({
            status: LOAD_STATUSES.filter((one) => chosen.includes(one)),
            lpage: null,
          });
        }}
      />
      <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
        {status}
      </p>
      <ExportMenu title={t("loadsTitle")} file={file} />
    </div>
  );
}

function useLoadColumns(open: number | null, onToggle: (id: number) => void): DataColumn<Load>[] {
  const t = useTranslations("administration");
  const format = useFormat();
  const right = (
    id: string,
    header: string,
    value: (load: Load) => string,
    className?: string,
    sortKey?: string,
  ): DataColumn<Load> => ({
    id,
    header,
    cell: ({ row }) => value(row.original),
    meta: { align: "right", className: clsx("whitespace-nowrap", className), sortKey },
  });
  return [
    {
      id: "load",
      header: t("load"),
      cell: ({ row: { original: load } }) => (
        <>
          <Opener
            open={load.run_id === open}
            label={t("openLoad", { id: String(load.run_id), dataset: load.dataset })}
            onToggle={() => {
              onToggle(load.run_id);
            }}
          >
            <span className="tabular-nums">#{load.run_id}</span> {load.dataset}
          </Opener>
          <span className="block max-w-44 truncate pl-5.5 font-mono text-2xs text-ink-faint sm:max-w-72">
            {load.source_name}
          </span>
        </>
      ),
      meta: { sortKey: "run_id" },
    },
    {
      id: "status",
      header: t("status"),
      cell: ({ row: { original: load } }) => (
        <>
          <Tag tone={LOAD_TONES[load.status]}>{t(`loadStatuses.${load.status}`)}</Tag>
          {load.code === null ? null : (
            <span className="block font-mono text-2xs text-ink-faint">{load.code}</span>
          )}
        </>
      ),
    },
    right(
      "rows",
      t("rowsLoaded"),
      (load) => format.integer(load.rows_loaded),
      "hidden sm:table-cell",
      "rows_loaded",
    ),
    right(
      "rejected",
      t("rowsRejected"),
      (load) => format.integer(load.rows_rejected),
      "hidden sm:table-cell",
      "rows_rejected",
    ),
    right("as_of", t("asOf"), (load) => format.date(load.as_of), "hidden lg:table-cell"),
    right(
      "seconds",
      t("seconds"),
      (load) => format.quantity(load.seconds),
      "hidden md:table-cell",
      "seconds",
    ),
    right("actor", t("actor"), (load) => load.actor, "hidden xl:table-cell"),
    right(
      "finished",
      t("finishedAt"),
      (load) => format.dateTime(load.finished_at),
      "hidden sm:table-cell",
      "started_at",
    ),
  ];
}
