"use client";

import { clsx } from "clsx";
import { CheckCheck, ChevronRight } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import { ScopeBar, useScope } from "@/components/filters/scope-bar";
import type { DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Tag } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { AlertDetail } from "./alert-detail";
import { alertParams, alertsResource, LEVEL_TONES, LEVELS, SHOWN, type Alert } from "./params";
import { useMarkRead } from "./use-mark-read";

/** The reader's own inbox: what they have read is theirs to know. */
export function Inbox() {
  const t = useTranslations("alerts");
  const [scope] = useScope();
  const [params, setParams] = useQueryStates(alertParams, { history: "push" });
  const resource = alertsResource(params, scope);
  const view = useResource(resource);
  const { mutate: markRead, isPending: marking } = useMarkRead();
  const rows = view.data?.data ?? [];
  const total = view.data?.metadata.total_count ?? 0;
  const unread = rows.filter((row) => row.read_at === null).map((row) => row.alert_id);
  const columns = useAlertColumns(
    params.open,
    (alert) => {
      const opening = params.open !== alert.alert_id;
      void setParams({ open: opening ? alert.alert_id : null }, { history: "replace" });
    },
    (id) => {
      markRead([id]);
    },
  );
  return (
    <>
      <ScopeBar
        filters={["region", "site", "family"]}
        onChange={() => {
          void setParams({ page: null });
        }}
        status={view.updating ? t("updating") : t("count", { count: total })}
      >
        <ChoiceFilter
          label={t("level")}
          none=""
          options={LEVELS.map((value) => ({ value, text: t(`levels.${value}`) }))}
          chosen={params.level}
          onChange={(chosen) => {
            void setParams({ level: LEVELS.filter((one) => chosen.includes(one)), page: null });
          }}
        />
      </ScopeBar>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("show")}
          options={SHOWN.map((value) => ({ value, text: t(`shown.${value}`) }))}
          value={params.shown}
          onChange={(shown) => {
            void setParams({ shown, page: null, open: null });
          }}
        />
        <div className="flex flex-wrap items-center gap-2">
          {unread.length > 0 ? (
            <Button
              disabled={marking}
              onClick={() => {
                markRead(unread);
              }}
            >
              <CheckCheck aria-hidden />
              {t("markPage", { count: unread.length })}
            </Button>
          ) : null}
          <ExportMenu title={t("title")} file={resource.file} />
        </div>
      </div>
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("title")}
          columns={columns}
          rowId={(row) => String(row.alert_id)}
          sort={params.sort}
          onSort={(sort) => {
            void setParams({ sort, page: null });
          }}
          detail={(row) =>
            row.alert_id === params.open ? <AlertDetail id={row.alert_id} /> : null
          }
          empty={{ title: t(`empty.${params.shown}`), body: t("emptyBody") }}
          page={params.page}
          pageSize={params.size}
          onPage={(page) => {
            void setParams({ page }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, page: null });
          }}
        />
      </Card>
    </>
  );
}

function useAlertColumns(
  openId: number | null,
  onOpen: (alert: Alert) => void,
  onRead: (id: number) => void,
): DataColumn<Alert>[] {
  const t = useTranslations("alerts");
  const format = useFormat();
  return [
    {
      id: "level",
      header: t("level"),
      cell: ({ row }) => (
        <Tag tone={LEVEL_TONES[row.original.level]}>{t(`levels.${row.original.level}`)}</Tag>
      ),
      meta: { sortKey: "level", className: "w-24" },
    },
    {
      id: "message",
      header: t("alert"),
      cell: ({ row: { original: alert } }) => (
        <button
          type="button"
          aria-expanded={alert.alert_id === openId}
          onClick={() => {
            onOpen(alert);
          }}
          className="flex w-full items-start gap-1.5 rounded py-0.5 text-left"
        >
          <ChevronRight
            aria-hidden
            className={clsx(
              "mt-0.5 size-4 shrink-0 text-ink-faint transition-transform",
              alert.alert_id === openId && "rotate-90",
            )}
          />
          <span>
            <span className="block text-2xs font-semibold text-ink-faint uppercase">
              {t.has(`categories.${alert.category}` as "categories.STOCKOUT")
                ? t(`categories.${alert.category}` as "categories.STOCKOUT")
                : alert.category}
            </span>
            <span className={clsx("text-pretty", alert.read_at === null && "font-medium")}>
              {alert.message}
            </span>
          </span>
        </button>
      ),
      meta: { className: "min-w-52" },
    },
    {
      id: "site",
      header: t("site"),
      cell: ({ row }) => row.original.site_code ?? MISSING,
      meta: { className: "hidden whitespace-nowrap text-ink-soft lg:table-cell" },
    },
    {
      id: "money",
      header: t("moneyAtRisk"),
      cell: ({ row }) => format.currency(row.original.money_at_risk),
      meta: {
        align: "right",
        sortKey: "money_at_risk",
        className: "hidden whitespace-nowrap sm:table-cell",
      },
    },
    {
      id: "raised",
      header: t("raised"),
      cell: ({ row }) => format.date(row.original.opened_on),
      meta: { align: "right", sortKey: "created_at", className: "hidden md:table-cell" },
    },
    {
      id: "read",
      header: t("reading"),
      cell: ({ row: { original: alert } }) =>
        alert.read_at === null ? (
          <Button
            variant="ghost"
            aria-label={t("markOne", { message: alert.message })}
            onClick={() => {
              onRead(alert.alert_id);
            }}
          >
            {t("mark")}
          </Button>
        ) : (
          <span className="text-xs text-ink-faint" title={format.dateTime(alert.read_at)}>
            {t("read")}
          </span>
        ),
      meta: { align: "right", className: "w-28" },
    },
  ];
}
