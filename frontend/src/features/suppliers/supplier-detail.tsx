"use client";

import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Card } from "@/components/ui/card";
import { Info } from "@/components/ui/info";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { LeadTimesPanel } from "./lead-times-panel";
import { OrderLines } from "./order-lines";
import { scorecardsResource, supplierDetailParams, type Scorecard } from "./params";
import { ordersKept } from "./scorecards";
import { useInWindow, type WindowView } from "./use-window";
import { WindowChoice } from "./window-choice";

type Answer = Schemas["SupplierScorecards"];

/** One supplier's reliability, lead times and order lines in the window of the address. */
export function SupplierDetail({ supplierId }: { supplierId: number }) {
  const [{ days }, setParams] = useQueryStates(supplierDetailParams, { history: "push" });
  const scorecard = useInWindow(days, (window) => scorecardsResource(window, supplierId));
  return (
    <div className="space-y-4">
      <WindowChoice
        days={days}
        onChange={(value) => {
          void setParams({ days: value, page: null });
        }}
      />
      <Figures view={scorecard} />
      <LeadTimesPanel supplierId={supplierId} days={days} card={scorecard.data?.data[0] ?? null} />
      <OrderLines supplierId={supplierId} />
    </div>
  );
}

function Figures({ view: { state, retry, updating } }: { view: WindowView<Answer> }) {
  const t = useTranslations("suppliers");
  if (state.status === "loading") return <Skeleton className="h-32 rounded-xl!" />;
  const card = state.status === "ready" ? state.data?.data[0] : undefined;
  return (
    <Card aria-label={t("figuresTitle")} aria-busy={updating}>
      {state.status === "error" ? (
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      ) : card && state.data ? (
        <CardFigures card={card} priorOrders={state.data.metadata.prior_orders} />
      ) : (
        <EmptyState title={t("noCardTitle")} body={t("noCardBody")} />
      )}
    </Card>
  );
}

type CardFiguresProps = { card: Scorecard; priorOrders: number };

function CardFigures({ card, priorOrders }: CardFiguresProps) {
  const t = useTranslations("suppliers");
  const format = useFormat();
  const kept = ordersKept(card);
  return (
    <>
      <dl className="grid grid-cols-2 divide-line max-sm:gap-y-1 sm:grid-cols-4 sm:divide-x">
        <Figure id="otif_expected" value={format.rate(card.otif_expected)}>
          {t("againstAll", { rate: format.rate(card.otif_of_all) })}
        </Figure>
        <Figure id="otif_rate" value={format.rate(card.otif_rate)}>
          {kept === null
            ? t("nothingDue")
            : t("ordersKept", { kept: format.integer(kept), due: format.integer(card.orders_due) })}
        </Figure>
        <Figure
          id="lead_time_p50"
          value={
            card.lead_time_p50 === null
              ? MISSING
              : t("nDays", { days: format.quantity(card.lead_time_p50) })
          }
        >
          {t("ninthDecile", { days: format.quantity(card.lead_time_p90) })}
        </Figure>
        <Figure
          id="promised_days_p50"
          value={
            card.promised_days_p50 === null
              ? MISSING
              : t("nDays", { days: format.quantity(card.promised_days_p50) })
          }
        >
          {t("meanLate", { days: format.quantity(card.mean_days_late) })}
        </Figure>
      </dl>
      <p className="border-t px-4 py-2.5 text-xs text-ink-soft tabular-nums sm:px-5">
        {kept === null
          ? null
          : `${t("worked", {
              kept: format.integer(kept),
              due: format.integer(card.orders_due),
              prior: format.integer(priorOrders),
              all: format.rate(card.otif_of_all),
              expected: format.rate(card.otif_expected),
            })} `}
        {card.active_from === null
          ? t("noReceiptsTitle")
          : t("activity", {
              lines: card.lines_received,
              months: card.active_months,
              from: format.date(card.active_from),
              to: format.date(card.active_to),
            })}
      </p>
    </>
  );
}

type FigureProps = {
  id: "otif_expected" | "otif_rate" | "lead_time_p50" | "promised_days_p50";
  value: string;
  children: ReactNode;
};

function Figure({ id, value, children }: FigureProps) {
  const t = useTranslations("suppliers");
  const name = t(`figures.${id}.name`);
  return (
    <div className="px-4 py-3 sm:px-5">
      <dt className="flex items-center gap-1 text-xs text-ink-faint">
        {name} <Info term={name}>{t(`figures.${id}.help`)}</Info>
      </dt>
      <dd
        data-figure={id}
        className="text-[1.375rem] leading-8 font-semibold tracking-tight tabular-nums"
      >
        {value}
      </dd>
      <dd className="text-xs text-ink-soft tabular-nums">{children}</dd>
    </div>
  );
}
