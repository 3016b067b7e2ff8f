"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "use-intl";

import { KpiCard, KpiCardSkeleton, type Kpi } from "@/components/kpi/kpi-card";
import { ExportMenu } from "@/components/table/export-menu";
import { ErrorState } from "@/components/states/error-state";
import { Card } from "@/components/ui/card";
import { kpiDefinitionsResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";
import { kpiText } from "@/lib/kpi";

import { kpiDaysFile, summaryResource, type Segment } from "./params";

const CARDS = [
  "stockout_rate",
  "forecast_mape",
  "delayed_orders_pct",
  "total_inventory_value",
  "fill_rate",
] as const;

type KpiRowProps = { days: number; segment: Segment | null };

/** The figures an analyst is asked for first. */
export function KpiRow({ days, segment }: KpiRowProps) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const summary = useResource(summaryResource(days, segment));
  const definitions = useResource(kpiDefinitionsResource(useLocale())).data;
  if (summary.state.status === "error") {
    return (
      <Card>
        <ErrorState
          failure={summary.state.failure}
          onRetry={summary.retry}
          retrying={summary.updating}
        />
      </Card>
    );
  }
  const cards = summary.data?.data ?? null;
  const { first_day: first, as_of: last } = summary.data?.metadata ?? {};
  return (
    <section aria-label={t("kpis")} aria-busy={summary.updating}>
      <h2 className="sr-only">{t("kpis")}</h2>
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <p className="text-xs text-ink-faint tabular-nums">
          {first && last
            ? t("period", { first: format.date(first), last: format.date(last) })
            : null}
        </p>
        <ExportMenu
          title={t("kpis")}
          file={first && last ? kpiDaysFile(first, last, segment) : undefined}
        />
      </div>
      <div
        className={clsx(
          "grid gap-3 transition-opacity sm:grid-cols-2 md:grid-cols-3 xl:grid-cols-5",
          summary.updating && cards && "opacity-60",
        )}
      >
        {CARDS.map((name) => {
          const kpi = cards?.find((one) => one.kpi === name);
          if (!cards || !kpi) return <KpiCardSkeleton key={name} />;
          return (
            <KpiCard
              key={name}
              kpi={kpi}
              definition={definitions?.data.find((one) => one.name === name)}
              reason={kpi.reason ? definitions?.metadata.reasons[kpi.reason] : undefined}
            >
              {name === "forecast_mape" ? <ErrorsBeside cards={cards} /> : null}
            </KpiCard>
          );
        })}
      </div>
    </section>
  );
}

/** MAPE flatters and frightens where demand is rare, so it never stands alone. */
function ErrorsBeside({ cards }: { cards: Kpi[] }) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const figure = (name: string) => cards.find(({ kpi }) => kpi === name)?.value ?? null;
  return (
    <dl className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-soft tabular-nums [&_dd]:inline [&_dt]:inline">
      {(["forecast_wape", "forecast_bias"] as const).map((name) => (
        <div key={name}>
          <dt className="text-ink-faint">{t(name)} </dt>
          <dd>{kpiText(format, "ratio", figure(name))}</dd>
        </div>
      ))}
    </dl>
  );
}
