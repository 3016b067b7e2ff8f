"use client";

import { useTranslations } from "use-intl";

import { useFormat } from "@/lib/i18n/use-format";

import type { ShownSeries } from "./series";

type SeriesTooltipProps = { date: unknown; series: ShownSeries; unit: string };

/** One day's values in words; nothing while no day is pointed at. */
export function SeriesTooltip({ date, series, unit }: SeriesTooltipProps) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const day = series.days.find((one) => one.date === date);
  if (!day) return null;
  const past = day.date <= series.asOf;
  return (
    <div className="rounded-lg border bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="mb-1 font-medium">{format.weekdayAndDate(day.date)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 [&>dd]:text-right [&>dd]:tabular-nums [&>dt]:text-ink-soft">
        {past || day.quantity !== null ? (
          <>
            <dt>{t("demand")}</dt>
            <dd>{day.quantity === null ? t("noDemandRecorded") : format.quantity(day.quantity)}</dd>
          </>
        ) : null}
        {day.yhat === null ? null : (
          <>
            <dt>{t("yhat")}</dt>
            <dd className="font-medium">{format.estimate(day.yhat)}</dd>
          </>
        )}
        {day.band === null ? null : (
          <>
            <dt>{t("interval")}</dt>
            <dd>{day.band.map(format.estimate).join(" – ")}</dd>
          </>
        )}
      </dl>
      <p className="mt-1 text-ink-faint">{unit}</p>
    </div>
  );
}
