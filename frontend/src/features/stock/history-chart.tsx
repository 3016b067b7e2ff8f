"use client";

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslations } from "use-intl";

import { AXIS, ChartTooltip } from "@/components/charts/axis";
import type { Schemas } from "@/lib/api/client";
import { eachDay } from "@/lib/day-arithmetic";
import { useFormat } from "@/lib/i18n/use-format";

type Point = Schemas["InventoryPoint"];
type HistoryChartProps = { points: Point[]; unit: string };

/** A step a count; a day without one interrupts the line, since nobody knows what was there. */
export function HistoryChart({ points, unit }: HistoryChartProps) {
  const t = useTranslations("stock");
  const format = useFormat();
  const counted = new Map(points.map((point) => [point.full_date, point]));
  const first = points[0]?.full_date;
  const last = points.at(-1)?.full_date;
  const days = (first && last ? eachDay(first, last) : []).map((date) => ({
    date,
    ...counted.get(date),
  }));
  const line = { type: "stepAfter", dot: false, strokeWidth: 2, isAnimationActive: false } as const;
  return (
    <div role="group" aria-label={t("historyTitle")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={days} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis {...AXIS} dataKey="date" tickFormatter={format.dayAndMonth} minTickGap={40} />
          <YAxis {...AXIS} width={46} tickFormatter={format.quantity} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--chart-marker)", strokeOpacity: 0.35 }}
            content={(tooltip) => {
              const day = tooltip.active ? days.find((one) => one.date === tooltip.label) : null;
              return day ? (
                <ChartTooltip
                  title={format.weekdayAndDate(day.date)}
                  rows={[
                    [t("counted"), format.quantity(day.current_stock)],
                    [t("safetyStock"), format.quantity(day.safety_stock)],
                    [t("reorderPoint"), format.quantity(day.reorder_point)],
                  ]}
                  unit={unit}
                />
              ) : null;
            }}
          />
          <Line
            {...line}
            dataKey="reorder_point"
            stroke="var(--series-2)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
          <Line
            {...line}
            dataKey="safety_stock"
            stroke="var(--series-4)"
            strokeWidth={1.5}
            strokeDasharray="2 3"
          />
          <Line {...line} dataKey="current_stock" stroke="var(--series-1)" />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
