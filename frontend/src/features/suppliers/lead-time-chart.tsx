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
import { useFormat } from "@/lib/i18n/use-format";

import { binned, binOf, binWidth, type Bin } from "./distribution";
import type { LeadTime, Scorecard } from "./params";

export const LEAD_TIME_COLORS = { taken: "var(--series-1)", promised: "var(--series-2)" } as const;

type LeadTimeChartProps = {
  leadTimes: LeadTime[];
  /** Its median and ninth decile are marked; null where the lines are not known. */
  card: Pick<Scorecard, "lead_time_p50" | "lead_time_p90" | "promised_days_p50"> | null;
};

/** Lines by how many days they took, and a line for how many they were promised to take. */
export function LeadTimeChart({ leadTimes, card }: LeadTimeChartProps) {
  const t = useTranslations("suppliers");
  const format = useFormat();
  const width = binWidth(leadTimes);
  const bins = binned(leadTimes);
  const mark = (days: number | null | undefined, text: string, color: string, dy: number) =>
    days == null ? null : (
      <ReferenceLine
        x={binOf(days, width)}
        stroke={color}
        strokeDasharray="4 3"
        label={{
          value: `${text} ${format.quantity(days)}`,
          position: "insideTopLeft",
          dy,
          fill: "var(--chart-marker)",
          fontSize: 11,
        }}
      />
    );
  return (
    <div role="group" aria-label={t("chartTitle")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={bins} margin={{ top: 40, right: 44, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            {...AXIS}
            dataKey="from"
            minTickGap={16}
            tickFormatter={(from: number) => binText({ from, to: from + width - 1 })}
          />
          <YAxis {...AXIS} width={46} allowDecimals={false} tickFormatter={format.integer} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--chart-grid)", fillOpacity: 0.5 }}
            content={(tooltip) => {
              const bin = tooltip.active ? bins.find(({ from }) => from === tooltip.label) : null;
              return bin ? (
                <ChartTooltip
                  title={t("daysOf", { days: binText(bin) })}
                  rows={[
                    [t("taken"), format.integer(bin.lines)],
                    [t("promised"), format.integer(bin.promised)],
                  ]}
                  unit={t("lines")}
                />
              ) : null;
            }}
          />
          <Bar
            dataKey="lines"
            fill={LEAD_TIME_COLORS.taken}
            maxBarSize={22}
            isAnimationActive={false}
          />
          <Line
            dataKey="promised"
            type="step"
            stroke={LEAD_TIME_COLORS.promised}
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          {mark(card?.promised_days_p50, t("markPromised"), LEAD_TIME_COLORS.promised, -38)}
          {mark(card?.lead_time_p50, t("markMedian"), "var(--chart-marker)", -25)}
          {mark(card?.lead_time_p90, t("markNinth"), "var(--chart-marker)", -12)}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

export const binText = ({ from, to }: Pick<Bin, "from" | "to">): string =>
  from === to ? String(from) : `${from}–${to}`;
