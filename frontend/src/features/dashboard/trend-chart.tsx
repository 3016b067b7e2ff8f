"use client";

import {
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

import { AXIS, ChartTooltip } from "@/components/charts/axis";
import type { Schemas } from "@/lib/api/client";
import type { PlainDate } from "@/lib/dates";
import { useFormat } from "@/lib/i18n/use-format";

type TrendChartProps = {
  days: Schemas["TrendPoint"][];
  /** The last day with demand; what comes after it is forecast alone. */
  lastDay: PlainDate;
};

/** Units wanted each day, and the line that goes on where they end. */
export function TrendChart({ days, lastDay }: TrendChartProps) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  return (
    <div role="group" aria-label={t("trendSummary")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={days} margin={{ top: 22, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis {...AXIS} dataKey="full_date" tickFormatter={format.dayAndMonth} minTickGap={40} />
          <YAxis {...AXIS} width={52} tickFormatter={format.quantity} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--chart-marker)", fillOpacity: 0.06 }}
            content={(tooltip) => {
              const day = tooltip.active
                ? days.find(({ full_date: date }) => date === tooltip.label)
                : null;
              return day ? (
                <ChartTooltip
                  title={format.weekdayAndDate(day.full_date)}
                  rows={[
                    [t("demand"), format.quantity(day.actual)],
                    [t("expectedDemand"), format.estimate(day.forecast)],
                  ]}
                  unit={t("unitsPerDay")}
                />
              ) : null;
            }}
          />
          <Bar
            dataKey="actual"
            fill="var(--chart-demand)"
            maxBarSize={10}
            isAnimationActive={false}
          />
          <Line
            dataKey="forecast"
            type="linear"
            stroke="var(--chart-forecast)"
            strokeWidth={2}
            dot={false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            isAnimationActive={false}
          />
          <ReferenceLine
            x={lastDay}
            stroke="var(--chart-marker)"
            strokeDasharray="4 3"
            label={{
              value: t("lastDemand", { date: format.date(lastDay) }),
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
