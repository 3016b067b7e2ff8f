"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslations } from "use-intl";

import { AXIS, ChartTooltip } from "@/components/charts/axis";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";

/** Units asked for each day. */
export function TrendChart({ days }: { days: Schemas["KpiDay"][] }) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  return (
    <div role="group" aria-label={t("trendTitle")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={days} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
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
                    [t("demand"), format.quantity(day.total_demand)],
                    [t("fillRate"), format.percent(day.fill_rate)],
                  ]}
                  unit={t("unitsPerDay")}
                />
              ) : null;
            }}
          />
          <Bar
            dataKey="total_demand"
            fill="var(--chart-demand)"
            maxBarSize={10}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
