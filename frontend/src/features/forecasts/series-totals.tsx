"use client";

import { useTranslations } from "use-intl";

import { Card } from "@/components/ui/card";
import { useFormat } from "@/lib/i18n/use-format";

import type { ShownSeries } from "./series";

type TotalProps = {
  label: string;
  value: number | null;
  format: (value: number | null) => string;
  unit: string;
  detail: string;
};

function Total({ label, value, format, unit, detail }: TotalProps) {
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-4 px-4 py-2.5 sm:block sm:px-5 sm:py-3">
      <dt className="text-xs text-ink-faint">{label}</dt>
      <dd className="row-span-2 text-[1.375rem] leading-8 font-semibold tracking-tight tabular-nums">
        {format(value)}
        {value === null ? null : (
          <span className="ml-1 text-xs font-normal tracking-normal text-ink-faint">{unit}</span>
        )}
      </dd>
      <dd className="text-xs text-ink-soft tabular-nums">{detail}</dd>
    </div>
  );
}

type SeriesTotalsProps = { series: ShownSeries; unit: string; period: number };

/** What the chosen period added up to, beside what the chosen horizon is expected to. */
export function SeriesTotals({ series, unit, period }: SeriesTotalsProps) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const { totalDemand, demandDays, totalForecast, forecast } = series;
  const perDay = totalForecast === null ? null : totalForecast / forecast.length;
  return (
    <Card>
      <dl className="grid divide-y sm:grid-cols-3 sm:divide-x sm:divide-y-0">
        <Total
          label={t("totalDemand")}
          value={totalDemand}
          format={format.quantity}
          unit={unit}
          detail={t("totalDemandDetail", { days: demandDays })}
        />
        <Total
          label={t("totalForecast")}
          value={totalForecast}
          format={format.estimate}
          unit={unit}
          detail={
            totalForecast === null
              ? t("noForecastTitle")
              : t("totalForecastDetail", { days: forecast.length })
          }
        />
        <Total
          label={t("dailyForecast")}
          value={perDay}
          format={format.estimate}
          unit={t("unitPerDay", { unit })}
          detail={t("dailyForecastDetail", { value: format.estimate(totalDemand / period) })}
        />
      </dl>
    </Card>
  );
}
