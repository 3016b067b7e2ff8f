"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { Info } from "@/components/ui/info";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import type { Scorecard } from "./params";
import { ReliabilityMark } from "./reliability-mark";

type Figure = {
  /** The API's name of the figure, which its words go by too. */
  id: keyof Scorecard & keyof ReturnType<typeof useFigureTexts>;
  className?: string;
};

/** In the order of the table. */
const FIGURES: readonly Figure[] = [
  { id: "otif_rate" },
  { id: "orders_due", className: "hidden sm:table-cell" },
  { id: "on_time_rate", className: "hidden lg:table-cell" },
  { id: "lead_time_p50", className: "hidden md:table-cell" },
  { id: "lead_time_p90", className: "hidden md:table-cell" },
  { id: "promised_days_p50", className: "hidden md:table-cell" },
  { id: "mean_days_late", className: "hidden 2xl:table-cell" },
  { id: "lines_received", className: "hidden min-[110rem]:table-cell" },
];

function useFigureTexts() {
  const t = useTranslations("suppliers");
  const format = useFormat();
  return {
    otif_rate: (card: Scorecard) => (
      <>
        {format.rate(card.otif_rate)}
        <span className="block text-2xs whitespace-nowrap text-ink-faint sm:hidden">
          {t("ofOrders", { count: card.orders_due })}
        </span>
      </>
    ),
    orders_due: (card: Scorecard) => format.integer(card.orders_due),
    on_time_rate: (card: Scorecard) => format.rate(card.on_time_rate),
    lead_time_p50: (card: Scorecard) => format.quantity(card.lead_time_p50),
    lead_time_p90: (card: Scorecard) => format.quantity(card.lead_time_p90),
    promised_days_p50: (card: Scorecard) => format.quantity(card.promised_days_p50),
    mean_days_late: (card: Scorecard) => format.quantity(card.mean_days_late),
    lines_received: (card: Scorecard) => format.integer(card.lines_received),
  };
}

/** `days` goes on with the reader to the supplier's own page. */
export function useScorecardColumns(days: number): DataColumn<Scorecard>[] {
  const t = useTranslations("suppliers");
  const format = useFormat();
  const texts = useFigureTexts();
  const figures = FIGURES.map(({ id, className }): DataColumn<Scorecard> => ({
    id,
    header: t(`figures.${id}.name`),
    cell: ({ row }) => texts[id](row.original),
    meta: {
      align: "right",
      sortKey: id,
      className,
      help: <Info term={t(`figures.${id}.name`)}>{t(`figures.${id}.help`)}</Info>,
    },
  }));
  return [
    {
      id: "supplier",
      header: t("supplier"),
      cell: ({ row: { original: card } }) => (
        <>
          <Link
            prefetch={false}
            href={`/suppliers/${card.supplier_id}?days=${days}`}
            className="font-medium group-hover:text-accent after:absolute after:inset-0"
          >
            {card.name}
          </Link>
          <span className="block font-mono text-2xs text-ink-faint">{card.code}</span>
        </>
      ),
      meta: { sortKey: "name", className: "sm:min-w-52" },
    },
    {
      id: "otif_expected",
      header: t("figures.otif_expected.name"),
      cell: ({ row: { original: card } }) => (
        <span className="inline-flex items-center justify-end gap-2.5">
          <span className="hidden sm:inline">
            <ReliabilityMark card={card} />
          </span>
          <strong className="w-12 font-semibold">{format.rate(card.otif_expected)}</strong>
        </span>
      ),
      meta: {
        align: "right",
        sortKey: "otif_expected",
        help: <Info term={t("figures.otif_expected.name")}>{t("figures.otif_expected.help")}</Info>,
      },
    },
    ...figures,
    {
      id: "active_to",
      header: t("figures.active_to.name"),
      cell: ({ row: { original: card } }) =>
        card.active_from === null || card.active_to === null ? (
          MISSING
        ) : (
          <span title={t("activeMonths", { count: card.active_months })}>
            {t("fromTo", { from: format.date(card.active_from), to: format.date(card.active_to) })}
          </span>
        ),
      meta: {
        align: "right",
        sortKey: "active_to",
        className: "hidden whitespace-nowrap min-[110rem]:table-cell",
        help: <Info term={t("figures.active_to.name")}>{t("figures.active_to.help")}</Info>,
      },
    },
  ];
}
