"use client";

import { memo } from "react";
import {
  Area,
  Bar,
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
import type { PlainDate } from "@/lib/dates";
import { useFormat } from "@/lib/i18n/use-format";

import { lookOf } from "./looks";
import type { Day } from "./series";

type LinesChartProps = {
  label: string;
  days: Day[];
  lines: readonly { key: string; text: string }[];
  /** Bands of more lines would hide each other. */
  bands: boolean;
  /** What was wanted, by day, where it is of the same thing as the lines. */
  demand?: ReadonlyMap<PlainDate, number> | null;
  unit: string;
};

/** Forecasts as lines over the same days, in their bands while these can be told apart. */
function Lines({ label, days, lines, bands, demand, unit }: LinesChartProps) {
  const t = useTranslations("explorer");
  const format = useFormat();
  const shown = lines.map((line, index) => ({ ...line, ...lookOf(index) }));
  return (
    <div role="group" aria-label={label} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={days} margin={{ top: 16, right: 20, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis {...AXIS} dataKey="date" tickFormatter={format.dayAndMonth} minTickGap={28} />
          <YAxis {...AXIS} width={46} tickFormatter={format.quantity} domain={[0, "auto"]} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--chart-marker)", strokeOpacity: 0.35 }}
            content={(tooltip) => {
              const day = tooltip.active ? days.find(({ date }) => date === tooltip.label) : null;
              return day ? (
                <ChartTooltip
                  title={format.weekdayAndDate(day.date)}
                  rows={[
                    ...shown.map(
                      ({ key, text }) => [text, valueText(day, key, format.estimate)] as const,
                    ),
                    ...(demand
                      ? [[t("demand"), format.quantity(demand.get(day.date))] as const]
                      : []),
                  ]}
                  unit={unit}
                />
              ) : null;
            }}
          />
          {bands
            ? shown.map(({ key, color }) => (
                <Area
                  key={key}
                  dataKey={(day: Day) => day.bands[key] ?? null}
                  type="linear"
                  fill={color}
                  fillOpacity={0.14}
                  stroke="none"
                  activeDot={false}
                  isAnimationActive={false}
                />
              ))
            : null}
          {demand ? (
            <Bar
              dataKey={(day: Day) => demand.get(day.date) ?? null}
              fill="var(--chart-demand)"
              fillOpacity={0.55}
              maxBarSize={10}
              isAnimationActive={false}
            />
          ) : null}
          {shown.map(({ key, color, dash }) => (
            <Line
              key={key}
              dataKey={(day: Day) => day.values[key] ?? null}
              type="linear"
              stroke={color}
              strokeDasharray={dash}
              strokeWidth={2}
              dot={false}
              activeDot={{ r: 3.5, strokeWidth: 0 }}
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Drawing costs more than a frame, so it is drawn anew for new data alone. */
export const LinesChart = memo(Lines);

function valueText(
  { values, bands }: Day,
  key: string,
  show: (value: number | null) => string,
): string {
  const band = bands[key];
  const value = show(values[key] ?? null);
  return band ? `${value} (${band.map(show).join(" – ")})` : value;
}
