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

import { AXIS, ChartTooltip } from "@/components/charts/axis";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";

type ProjectionChartProps = { projection: Schemas["StockProjection"]; unit: string };

/** Stock day by day, with the levels at which one orders or worries. */
export function ProjectionChart({ projection, unit }: ProjectionChartProps) {
  const t = useTranslations("stock");
  const format = useFormat();
  const { safety_stock: safety, reorder_point: reorder } = projection.metadata;
  const days = projection.data.map((day) => ({
    ...day,
    band:
      day.stock_lower === null || day.stock_upper === null
        ? null
        : [day.stock_lower, day.stock_upper],
    arriving: day.arriving > 0 ? day.arriving : null,
  }));
  const level = (value: number | null, text: string) =>
    value === null ? null : (
      <ReferenceLine
        y={value}
        stroke="var(--chart-marker)"
        strokeDasharray="4 3"
        label={{
          value: `${text} ${format.quantity(value)}`,
          position: "insideBottomRight",
          fill: "var(--chart-marker)",
          fontSize: 11,
        }}
      />
    );
  return (
    <div role="group" aria-label={t("projectionTitle")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={days} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis {...AXIS} dataKey="full_date" tickFormatter={format.dayAndMonth} minTickGap={40} />
          <YAxis {...AXIS} width={46} tickFormatter={format.quantity} domain={["auto", "auto"]} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--chart-marker)", strokeOpacity: 0.35 }}
            content={(tooltip) => {
              const day = tooltip.active
                ? days.find((one) => one.full_date === tooltip.label)
                : null;
              return day ? (
                <ChartTooltip
                  title={format.weekdayAndDate(day.full_date)}
                  rows={[
                    [t("stock"), format.estimate(day.stock)],
                    [t("lower"), format.estimate(day.stock_lower)],
                    [t("upper"), format.estimate(day.stock_upper)],
                    [t("demand"), format.estimate(day.demand)],
                    [t("arriving"), format.quantity(day.arriving)],
                  ]}
                  unit={unit}
                />
              ) : null;
            }}
          />
          <Area
            dataKey="band"
            type="linear"
            fill="var(--chart-band-stock)"
            fillOpacity={1}
            stroke="none"
            activeDot={false}
            isAnimationActive={false}
          />
          <Bar dataKey="arriving" fill="var(--series-3)" maxBarSize={6} isAnimationActive={false} />
          <ReferenceLine y={0} stroke="var(--danger)" />
          {level(reorder, t("reorderPoint"))}
          {level(safety, t("safetyStock"))}
          <Line
            dataKey="stock"
            type="linear"
            stroke="var(--series-1)"
            strokeWidth={2}
            dot={false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
