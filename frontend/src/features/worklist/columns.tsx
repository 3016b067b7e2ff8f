"use client";

import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { Checkbox } from "@/components/ui/checkbox";
import { Tag } from "@/components/ui/tag";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { PRIORITY_TONES, type Recommendation } from "./params";
import type { Selection } from "./selection";
import { ROW_MARK } from "./shortcuts";

type ColumnsOptions = {
  openId: number | null;
  onOpen: (id: number) => void;
  /** Null for a reader who may not decide. */
  selection: Selection | null;
  pageIds: readonly number[];
};

export function useWorklistColumns(options: ColumnsOptions): DataColumn<Recommendation>[] {
  const { openId, onOpen, selection, pageIds } = options;
  const t = useTranslations("worklist");
  const format = useFormat();
  const chosen = pageIds.filter((id) => selection?.has(id)).length;
  const choose: DataColumn<Recommendation>[] = selection
    ? [
        {
          id: "choose",
          header: () => (
            <Checkbox
              aria-label={t("chooseAll")}
              checked={chosen === 0 ? false : chosen === pageIds.length ? true : "indeterminate"}
              onCheckedChange={() => {
                selection.set(chosen === pageIds.length ? [] : pageIds);
              }}
            />
          ),
          cell: ({ row }) => (
            <Checkbox
              aria-label={t("choose", { message: row.original.message })}
              checked={selection.has(row.original.recommendation_id)}
              onCheckedChange={() => {
                selection.toggle(row.original.recommendation_id);
              }}
            />
          ),
          meta: { className: "w-9" },
        },
      ]
    : [];
  return [
    ...choose,
    {
      id: "priority",
      header: t("priority"),
      cell: ({ row }) => (
        <Tag tone={PRIORITY_TONES[row.original.priority]}>
          {t(`priorities.${row.original.priority}`)}
        </Tag>
      ),
      meta: { sortKey: "priority", className: "w-24 max-sm:hidden" },
    },
    {
      id: "message",
      header: t("advice"),
      cell: ({ row }) => (
        <MessageCell
          advice={row.original}
          open={row.original.recommendation_id === openId}
          onOpen={onOpen}
        />
      ),
      meta: { className: "min-w-36 sm:min-w-56" },
    },
    {
      id: "site",
      header: t("site"),
      cell: ({ row }) => (
        <span title={row.original.site_name ?? undefined}>{row.original.site_code ?? MISSING}</span>
      ),
      meta: {
        sortKey: "site_code",
        className: "hidden whitespace-nowrap text-ink-soft xl:table-cell",
      },
    },
    {
      id: "action_date",
      header: t("actBy"),
      cell: ({ row }) => format.date(row.original.action_date),
      meta: { align: "right", sortKey: "action_date", className: "hidden md:table-cell" },
    },
    {
      id: "money_at_risk",
      header: t("moneyAtRisk"),
      cell: ({ row }) => format.currency(row.original.money_at_risk),
      meta: { align: "right", sortKey: "money_at_risk", className: "whitespace-nowrap" },
    },
  ];
}

type MessageCellProps = { advice: Recommendation; open: boolean; onOpen: (id: number) => void };

function MessageCell({ advice, open, onOpen }: MessageCellProps) {
  const t = useTranslations("worklist");
  const format = useFormat();
  return (
    <button
      type="button"
      {...{ [ROW_MARK]: advice.recommendation_id }}
      aria-expanded={open}
      onClick={() => {
        onOpen(advice.recommendation_id);
      }}
      className="flex w-full items-start gap-1.5 rounded py-0.5 text-left"
    >
      <ChevronRight
        aria-hidden
        className={clsx(
          "mt-0.5 size-4 shrink-0 text-ink-faint transition-transform",
          open && "rotate-90",
        )}
      />
      <span className="min-w-0">
        <span className="mr-1.5 text-2xs font-semibold text-ink-faint uppercase">
          {t(`types.${advice.type}`)}
        </span>
        <span className="sm:hidden">
          <Tag tone={PRIORITY_TONES[advice.priority]}>
            {t(`priorities.${advice.priority}`)}
          </Tag>{" "}
        </span>
        <span className="block text-pretty">{advice.message}</span>
        {advice.status === "OPEN" || advice.decided_by === null ? null : (
          <span className="mt-0.5 block text-2xs text-ink-faint">
            {t(`statuses.${advice.status}`)} · {advice.decided_by} ·{" "}
            {format.dateTime(advice.decided_at)}
            {advice.snoozed_until
              ? ` · ${t("untilDay", { day: format.date(advice.snoozed_until) })}`
              : null}
          </span>
        )}
      </span>
    </button>
  );
}
