"use client";

import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useDebounce } from "use-debounce";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Input } from "@/components/ui/input";
import { SearchInput, TYPING_PAUSE_MS } from "@/components/ui/search-input";
import type { FileSource } from "@/lib/api/files";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { JsonView } from "./json-view";
import { Opener } from "./opener";
import { ACTIONS, auditParams, auditResource, dayOf, type AuditEntry } from "./params";

/** Who did what, and when, with what was there before and after. */
export function AuditTrail() {
  const t = useTranslations("administration");
  const [params, setParams] = useQueryStates(auditParams, { history: "push" });
  const [q] = useDebounce(params.q, TYPING_PAUSE_MS);
  const resource = auditResource({ ...params, q });
  const view = useResource(resource);
  const total = view.data?.metadata.total_count ?? 0;
  const toggle = (id: number) => {
    void setParams({ open: params.open === id ? null : id }, { history: "replace" });
  };
  return (
    <>
      <AuditFilters
        status={view.updating ? t("updating") : t("entries", { count: total })}
        file={resource.file}
      />
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("auditTitle")}
          columns={useAuditColumns(params.open, toggle)}
          rowId={(entry) => String(entry.audit_id)}
          detail={(entry) =>
            entry.audit_id === params.open ? <EntryDetail entry={entry} /> : null
          }
          empty={{ title: t("noEntriesTitle"), body: t("noEntriesBody") }}
          page={params.page}
          pageSize={params.size}
          onPage={(page) => {
            void setParams({ page, open: null }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, page: null });
          }}
        />
      </Card>
    </>
  );
}

type AuditFiltersProps = { status: string; file: FileSource | undefined };

function AuditFilters({ status, file }: AuditFiltersProps) {
  const t = useTranslations("administration");
  const [params, setParams] = useQueryStates(auditParams, { history: "replace" });
  const narrowed =
    params.q !== "" ||
    params.actor !== null ||
    params.action.length > 0 ||
    params.from !== null ||
    params.to !== null;
  const day = (name: "from" | "to") => (
    <label className="flex items-center gap-1.5 text-xs text-ink-faint">
      {t(name)}
      <Input
        type="date"
        value={params[name] === null ? "" : dayOf(params[name])}
        onChange={(event) => {
          const date = event.target.valueAsDate;
          void setParams({ [name]: date, page: null });
        }}
        height="sm"
        className="w-36! px-2!"
      />
    </label>
  );
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <SearchInput
        className="sm:w-72"
        label={t("searchAudit")}
        value={params.q}
        onChange={(words) => {
          void setParams({ q: words || null, page: null });
        }}
      />
      <ChoiceFilter
        label={t("action")}
        none=""
        options={ACTIONS.map((value) => ({ value, text: value }))}
        chosen={params.action}
        onChange={(action) => {
          void setParams({ action: action.length > 0 ? action : null, page: null });
        }}
      />
      {day("from")}
      {day("to")}
      {params.actor === null ? null : (
        <span className="inline-flex h-8 items-center rounded-md bg-accent-soft px-2.5 text-[0.8125rem] text-accent">
          {t("byActor", { actor: params.actor })}
        </span>
      )}
      {narrowed ? (
        <Button
          variant="ghost"
          onClick={() => {
            void setParams({
              q: null,
              actor: null,
              action: null,
              from: null,
              to: null,
              page: null,
            });
          }}
        >
          <X aria-hidden />
          {t("clear")}
        </Button>
      ) : null}
      <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
        {status}
      </p>
      <ExportMenu title={t("auditTitle")} file={file} />
    </div>
  );
}

function useAuditColumns(
  open: number | null,
  onToggle: (id: number) => void,
): DataColumn<AuditEntry>[] {
  const t = useTranslations("administration");
  const format = useFormat();
  return [
    {
      id: "when",
      header: t("when"),
      cell: ({ row: { original: entry } }) => (
        <Opener
          open={entry.audit_id === open}
          label={t("openEntry", { id: String(entry.audit_id) })}
          onToggle={() => {
            onToggle(entry.audit_id);
          }}
        >
          <span className="whitespace-nowrap tabular-nums">{format.dateTime(entry.timestamp)}</span>
        </Opener>
      ),
    },
    { id: "actor", header: t("actor"), cell: ({ row }) => row.original.actor },
    {
      id: "action",
      header: t("action"),
      cell: ({ row }) => <span className="font-mono text-xs">{row.original.action}</span>,
    },
    {
      id: "subject",
      header: t("subject"),
      cell: ({ row: { original: entry } }) => (
        <span className="font-mono text-xs break-all">{subjectOf(entry)}</span>
      ),
      meta: { className: "hidden md:table-cell" },
    },
    {
      id: "ip",
      header: t("address"),
      cell: ({ row }) => row.original.ip_address ?? MISSING,
      meta: { align: "right", className: "hidden lg:table-cell" },
    },
  ];
}

/** Kind and key, or id, of what it was done to. */
function subjectOf({ entity_type: type, entity_key: key, entity_id: id }: AuditEntry): string {
  const name = key ?? (id === null ? null : `#${id}`);
  return [type, name].filter((part) => part !== null).join(" ") || MISSING;
}

function EntryDetail({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("administration");
  const [, setParams] = useQueryStates(auditParams, { history: "push" });
  return (
    <div className="space-y-3 px-4 py-3.5 whitespace-normal sm:px-5">
      <Facts>
        <Fact label={t("number")}>{entry.audit_id}</Fact>
        <Fact label={t("subject")}>{subjectOf(entry)}</Fact>
        <Fact label={t("request")}>
          <span className="font-mono text-xs">{entry.request_id ?? MISSING}</span>
        </Fact>
        <Fact label={t("address")}>{entry.ip_address ?? MISSING}</Fact>
        <Fact label={t("agent")}>{entry.user_agent ?? MISSING}</Fact>
      </Facts>
      <div className="grid gap-4 md:grid-cols-3">
        <JsonView label={t("before")} value={entry.before} />
        <JsonView label={t("after")} value={entry.after} />
        <JsonView label={t("details")} value={entry.details} />
      </div>
      <Button
        variant="ghost"
        className="-ml-2.5"
        onClick={() => {
          void setParams({ actor: entry.actor, page: null, open: null });
        }}
      >
        {t("onlyActor", { actor: entry.actor })}
      </Button>
    </div>
  );
}
