"use client";

import { clsx } from "clsx";
import { ArrowDownRight, ArrowRight, ArrowUpRight, CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";
import { kpiChangeText, kpiText } from "@/lib/kpi";

import { DefinitionPopover } from "./definition-popover";
import { Sparkline } from "./sparkline";

export type Kpi = Schemas["KpiCard"];

type KpiCardProps = {
  kpi: Kpi;
  definition: Schemas["KpiDefinition"] | undefined;
  /** Why there is no figure, in words. */
  reason: string | undefined;
  /** Figures that must be read with it. */
  children?: ReactNode;
};

/** One KPI of the period: figure, target, change against the period before, and its days. */
export function KpiCard({ kpi, definition, reason, children }: KpiCardProps) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const label = definition?.label ?? kpi.kpi;
  return (
    <Card aria-label={label} className="flex min-w-0 flex-col px-4 py-3">
      <div className="flex items-start justify-between gap-1">
        <h3 className="text-xs leading-5 font-medium text-ink-soft">{label}</h3>
        {definition ? <DefinitionPopover definition={definition} /> : null}
      </div>
      <p
        data-kpi={kpi.kpi}
        className="text-2xl leading-9 font-semibold tracking-tight whitespace-nowrap tabular-nums"
      >
        {kpiText(format, kpi.unit, kpi.value)}
      </p>
      {kpi.value === null ? (
        <p className="text-xs text-pretty text-ink-faint">{reason ?? t("noFigure")}</p>
      ) : (
        <Change kpi={kpi} />
      )}
      {kpi.target ? <Target kpi={kpi} target={kpi.target} /> : null}
      {children}
      <div className="mt-auto pt-2" title={t("over", { over: t(`overs.${kpi.over}`) })}>
        <Sparkline values={kpi.series.map(({ value }) => value)} />
      </div>
    </Card>
  );
}

const TONES = { BETTER: "text-success", WORSE: "text-danger", SAME: "text-ink-faint" } as const;

function Change({ kpi: { change, trend, unit, previous } }: { kpi: Kpi }) {
  const t = useTranslations("kpi");
  const format = useFormat();
  if (change === null) return <p className="text-xs text-ink-faint">{t("noPrevious")}</p>;
  const Arrow = change > 0 ? ArrowUpRight : change < 0 ? ArrowDownRight : ArrowRight;
  return (
    <p
      className="flex flex-wrap items-center gap-x-1 text-xs text-ink-faint"
      title={t("previous", { value: kpiText(format, unit, previous) })}
    >
      <span
        className={clsx("inline-flex items-center gap-0.5 font-medium tabular-nums", {
          [trend ? TONES[trend] : "text-ink-soft"]: true,
        })}
      >
        <Arrow aria-hidden className="size-3.5" />
        {kpiChangeText(format, unit, change)}
        {trend ? <span className="sr-only"> ({t(`trends.${trend}`)})</span> : null}
      </span>
      {t("against")}
    </p>
  );
}

function Target({ kpi, target }: { kpi: Kpi; target: NonNullable<Kpi["target"]> }) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const { is_met: isMet, comparison } = target;
  const text = t(`targets.${comparison}`, {
    target:
      comparison === "REDUCTION"
        ? format.percent(target.target)
        : kpiText(format, kpi.unit, target.target),
    upper: kpiText(format, kpi.unit, target.upper_target),
  });
  const Icon = isMet ? CircleCheck : CircleX;
  return (
    <p className="mt-0.5 flex items-center gap-1 text-xs text-ink-soft tabular-nums">
      {isMet === null ? null : (
        <Icon
          role="img"
          aria-label={t(isMet ? "met" : "missed")}
          className={clsx("size-3.5 shrink-0", isMet ? "text-success" : "text-danger")}
        />
      )}
      {text}
    </p>
  );
}

export function KpiCardSkeleton() {
  return (
    <Card className="space-y-2.5 px-4 py-3">
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-8 w-24" />
      <Skeleton className="h-4 w-36" />
      <Skeleton className="h-8 w-full" />
    </Card>
  );
}
