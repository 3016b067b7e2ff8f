"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslations } from "use-intl";

import { AXIS } from "@/components/charts/axis";
import { useFormat } from "@/lib/i18n/use-format";

import type { ShownSeries } from "./series";
import { SERIES_COLORS } from "./series-colors";
import { SeriesTooltip } from "./series-tooltip";

type DemandForecastChartProps = { series: ShownSeries; unit: string };

/** Demand as bars (a day without one had none recorded), the forecast as a line in its band. */
export function DemandForecastChart({ series, unit }: DemandForecastChartProps) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const monthStarts = series.days.map(({ date }) => date).filter((date) => date.endsWith("-01"));
  return (
    <div role="group" aria-label={t("chartSummary")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={series.days} margin={{ top: 22, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            {...AXIS}
            dataKey="date"
            ticks={monthStarts}
            tickFormatter={format.monthAndYear}
            minTickGap={16}
          />
          <YAxis {...AXIS} width={46} tickFormatter={format.quantity} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--chart-marker)", strokeOpacity: 0.35 }}
            content={(tooltip) => (
              <SeriesTooltip
                date={tooltip.active ? tooltip.label : null}
                series={series}
                unit={unit}
              />
            )}
          />
          <Area
            dataKey="band"
            type="linear"
            fill={SERIES_COLORS.band}
            fillOpacity={1}
            stroke="none"
            activeDot={false}
            isAnimationActive={false}
          />
          <Bar
            dataKey="quantity"
            fill={SERIES_COLORS.demand}
            maxBarSize={10}
            isAnimationActive={false}
          />
          <Line
            dataKey="yhat"
            type="linear"
            stroke={SERIES_COLORS.forecast}
            strokeWidth={2}
            dot={false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            isAnimationActive={false}
          />
          <ReferenceLine
            x={series.asOf}
            stroke="var(--chart-marker)"
            strokeDasharray="4 3"
            label={{
              value: t("asOfMarker", { date: format.date(series.asOf) }),
              // History is never shorter than the forecast, so the words fit on its side.
              position: "insideTopRight",
              dy: -20,
              fill: "var(--chart-marker)",
              fontSize: 11,
            }}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
