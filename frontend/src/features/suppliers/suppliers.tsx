"use client";

import { clsx } from "clsx";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { DataTable } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { SearchInput } from "@/components/ui/search-input";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";

import { useScorecardColumns } from "./columns";
import { scorecardsResource, supplierParams, type Window } from "./params";
import { chosenCards } from "./scorecards";
import { useInWindow } from "./use-window";
import { WindowChoice } from "./window-choice";

/** Every supplier by how far it kept its word. */
export function Suppliers() {
  const t = useTranslations("suppliers");
  const [{ days, q, sort }, setParams] = useQueryStates(supplierParams, { history: "replace" });
  const { state, data, window, file, updating, retry } = useInWindow(days, scorecardsResource);
  const cards = data?.data ?? [];
  const shown = chosenCards(cards, q, sort);
  return (
    <>
      <div role="search" className="mb-4 flex flex-wrap items-center gap-2">
        <SearchInput
          className="sm:w-64"
          label={t("search")}
          value={q}
          onChange={(words) => {
            void setParams({ q: words || null });
          }}
        />
        <WindowChoice
          days={days}
          onChange={(value) => {
            void setParams({ days: value }, { history: "push" });
          }}
        />
        <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
          {updating ? t("updating") : t("count", { count: shown.length })}
        </p>
        <ExportMenu title={t("title")} file={file} />
      </div>
      <Card
        className={clsx("overflow-hidden transition-opacity", updating && data && "opacity-60")}
      >
        {data && window && cards.length > 0 ? <Together answer={data} window={window} /> : null}
        <DataTable
          label={t("title")}
          columns={useScorecardColumns(days)}
          state={state.status === "ready" ? { status: "ready", data: shown } : state}
          rowId={(card) => String(card.supplier_id)}
          sort={sort}
          onSort={(value) => {
            void setParams({ sort: value });
          }}
          empty={
            cards.length > 0
              ? {
                  title: t("noMatchTitle"),
                  body: t("noMatchBody"),
                  action: (
                    <Button
                      onClick={() => {
                        void setParams({ q: null });
                      }}
                    >
                      {t("clearSearch")}
                    </Button>
                  ),
                }
              : { title: t("emptyTitle"), body: t("emptyBody") }
          }
          onRetry={retry}
          retrying={updating}
        />
      </Card>
    </>
  );
}

type TogetherProps = { answer: Schemas["SupplierScorecards"]; window: Window };

/** What all suppliers come to, and how the expected rate is made. */
function Together({ answer: { data, metadata }, window }: TogetherProps) {
  const t = useTranslations("suppliers");
  const format = useFormat();
  const orders = data.reduce((sum, card) => sum + card.orders_due, 0);
  return (
    <div className="border-b px-4 py-3 sm:px-5">
      <Facts>
        <Fact label={t("ofAll")}>
          <span data-figure="otif-of-all">{format.rate(data[0]?.otif_of_all)}</span>
        </Fact>
        <Fact label={t("figures.orders_due.name")}>{format.integer(orders)}</Fact>
        <Fact label={t("period")}>
          {t("fromTo", {
            from: format.date(window.start_date),
            to: format.date(window.end_date),
          })}
        </Fact>
        <Fact label={t("judgedOn")}>{format.date(metadata.judged_on)}</Fact>
      </Facts>
      <p className="mt-2 max-w-prose text-xs text-ink-faint">
        {t("shrinkage", { orders: metadata.prior_orders })}
      </p>
    </div>
  );
}
