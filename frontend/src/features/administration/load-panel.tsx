"use client";

import { ExternalLink } from "lucide-react";
import { useQueryState } from "nuqs";
import { useTranslations } from "use-intl";

import { ErrorState } from "@/components/states/error-state";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Pagination } from "@/components/table/pagination";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { loadParams, loadResource, rejectsResource, type LoadDetail, type Reject } from "./params";
import { StepBars } from "./step-bars";

/** One load's figures, steps and refused rows. */
export function LoadPanel({ runId, adminUrl }: { runId: number; adminUrl: string }) {
  const t = useTranslations("administration");
  const { state, retry, updating } = useResource(loadResource(runId), { keep: false });
  if (state.status === "error") {
    return <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />;
  }
  if (state.status === "loading") return <Skeleton className="m-5 h-40" />;
  const load = state.data;
  return (
    <div className="space-y-4 px-4 py-3.5 whitespace-normal sm:px-5">
      <LoadFacts load={load} />
      {load.message === null ? null : (
        <p className="max-w-prose text-xs text-ink-soft">{load.message}</p>
      )}
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <StepBars label={t("steps")} steps={load.steps} />
        <Changes load={load} />
      </div>
      <Rejects runId={runId} refused={load.rows_rejected} />
      <a
        href={`${adminUrl}support/loadrun/${runId}/change/`}
        className="inline-flex items-center gap-1.5 rounded text-xs font-medium text-accent hover:underline"
      >
        {t("openInDjango")}
        <ExternalLink aria-hidden className="size-3.5" />
      </a>
    </div>
  );
}

function LoadFacts({ load }: { load: LoadDetail }) {
  const t = useTranslations("administration");
  const format = useFormat();
  return (
    <Facts>
      <Fact label={t("rowsRead")}>{format.integer(load.rows_read)}</Fact>
      <Fact label={t("rowsLoaded")}>{format.integer(load.rows_loaded)}</Fact>
      <Fact label={t("rowsRejected")}>{format.integer(load.rows_rejected)}</Fact>
      <Fact label={t("rowsDuplicate")}>{format.integer(load.rows_duplicate)}</Fact>
      <Fact label={t("rowsSetApart")}>{format.integer(load.rows_set_apart)}</Fact>
      <Fact label={t("rowsPerSecond")}>{format.integer(load.rows_per_second)}</Fact>
      <Fact label={t("covers")}>
        {load.first_date === null
          ? MISSING
          : t("fromTo", { from: format.date(load.first_date), to: format.date(load.last_date) })}
      </Fact>
      <Fact label={t("contract")}>{load.schema_version ?? MISSING}</Fact>
      <Fact label="SHA-256">
        <span className="font-mono text-xs" title={load.sha256 ?? undefined}>
          {load.sha256?.slice(0, 12) ?? MISSING}
        </span>
      </Fact>
    </Facts>
  );
}

/** The figures beside those of the publication before. */
function Changes({ load }: { load: LoadDetail }) {
  const t = useTranslations("administration");
  const format = useFormat();
  return (
    <section aria-label={t("changes")}>
      <h3 className="mb-1.5 text-xs font-semibold">{t("changes")}</h3>
      {load.changes.length === 0 ? (
        <p className="text-xs text-ink-faint">{t("noChanges")}</p>
      ) : (
        <table className="w-full text-xs">
          <thead>
            <tr className="text-2xs text-ink-faint">
              <th scope="col" className="py-1 text-left font-medium">
                {t("figure")}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {load.previous_run_id === null
                  ? t("previous")
                  : t("previousRun", { run: String(load.previous_run_id) })}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {t("now")}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {t("change")}
              </th>
            </tr>
          </thead>
          <tbody>
            {load.changes.map(({ name, before, now, percent }) => (
              <tr key={name} className="border-t tabular-nums">
                <th scope="row" className="py-1 text-left font-mono font-normal">
                  {name}
                </th>
                <td className="py-1 text-right">{format.quantity(before)}</td>
                <td className="py-1 text-right">{format.quantity(now)}</td>
                <td className="py-1 text-right">
                  {percent === null ? MISSING : format.percent(percent / 100)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The refused rows that were kept, with the rule that each broke. */
function Rejects({ runId, refused }: { runId: number; refused: number | null }) {
  const t = useTranslations("administration");
  const format = useFormat();
  const [page, setPage] = useQueryState("rpage", loadParams.rpage);
  const resource = rejectsResource(runId, page);
  const { state, data, updating, retry } = useResource(resource);
  const total = data?.metadata.total_count ?? 0;
  const columns: DataColumn<Reject>[] = [
    {
      id: "row",
      header: t("rowNumber"),
      cell: ({ row }) => format.integer(row.original.row_no),
      meta: { className: "w-20 tabular-nums" },
    },
    {
      id: "code",
      header: t("code"),
      cell: ({ row }) => <span className="font-mono text-xs">{row.original.code}</span>,
    },
    {
      id: "column",
      header: t("column"),
      cell: ({ row }) => row.original.column_name ?? MISSING,
      meta: { className: "hidden sm:table-cell" },
    },
    {
      id: "value",
      header: t("value"),
      cell: ({ row }) => (
        <span className="font-mono text-xs break-all">{row.original.value ?? MISSING}</span>
      ),
    },
    {
      id: "message",
      header: t("rule"),
      cell: ({ row }) => row.original.message,
      meta: { className: "hidden md:table-cell" },
    },
  ];
  return (
    <section aria-label={t("rejects")}>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <h3 className="text-xs font-semibold">
          {t("rejectsOf", { kept: total, refused: refused ?? 0 })}
        </h3>
        {total > 0 ? <ExportMenu title={t("rejects")} file={resource.file} /> : null}
      </div>
      {state.status === "ready" && total === 0 ? (
        <p className="text-xs text-ink-faint">{t("noRejectsBody")}</p>
      ) : (
        <div className="overflow-hidden rounded-lg border bg-surface">
          <DataTable
            label={t("rejects")}
            columns={columns}
            state={state.status === "ready" ? { status: "ready", data: state.data.data } : state}
            rowId={(reject) => String(reject.reject_id)}
            empty={{ title: t("noRejectsTitle"), body: t("noRejectsBody") }}
            onRetry={retry}
            retrying={updating}
            expectedRows={3}
            height="max-h-80"
          />
          {total > 25 ? (
            <Pagination
              page={page}
              pageSize={25}
              total={total}
              onPage={(next) => {
                void setPage(next);
              }}
            />
          ) : null}
        </div>
      )}
    </section>
  );
}
