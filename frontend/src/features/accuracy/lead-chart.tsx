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

import type { LeadPoint, Model } from "./figures";
import { metricText } from "./metric-text";
import { colorOf, modelName } from "./model-names";
import type { Metric } from "./params";

type LeadChartProps = { points: LeadPoint[]; models: Model[]; metric: Metric };

/** A metric by lead time: bars are the models, dashed lines what each is held against. */
export function LeadChart({ points, models, metric }: LeadChartProps) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const text = (value: number | null) => metricText(format, metric, value);
  const tick = metric === "mase" ? format.quantity : format.percent;
  return (
    <div role="group" aria-label={t("horizonTitle")} className="size-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 4 }}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            {...AXIS}
            dataKey="lead"
            tickFormatter={(lead: string) => lead.replace("-", "–")}
          />
          <YAxis {...AXIS} width={52} tickFormatter={tick} domain={[domainFloor, "auto"]} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--chart-grid)", fillOpacity: 0.5 }}
            content={(tooltip) => {
              const point = tooltip.active
                ? points.find(({ lead }) => lead === tooltip.label)
                : null;
              return point ? (
                <ChartTooltip
                  title={t("leadDays", { lead: point.lead.replace("-", "–") })}
                  rows={models.flatMap((model) => [
                    [modelName(model, models), text(point.values[model.key] ?? null)] as const,
                    [t(`against.${metric}`), text(point.against[model.key] ?? null)] as const,
                  ])}
                />
              ) : null;
            }}
          />
          {models.map((model, index) => (
            <Bar
              key={model.key}
              dataKey={(point: LeadPoint) => point.values[model.key] ?? null}
              fill={colorOf(index)}
              maxBarSize={36}
              isAnimationActive={false}
            />
          ))}
          {metric === "mase" || metric === "bias" ? (
            <ReferenceLine
              y={metric === "mase" ? 1 : 0}
              stroke="var(--chart-marker)"
              strokeDasharray="5 4"
            />
          ) : (
            models.map((model, index) => (
              <Line
                key={model.key}
                dataKey={(point: LeadPoint) => point.against[model.key] ?? null}
                type="linear"
                stroke={models.length === 1 ? "var(--chart-marker)" : colorOf(index)}
                strokeDasharray="5 4"
                strokeWidth={2}
                dot={{ r: 3, strokeDasharray: "0" }}
                isAnimationActive={false}
              />
            ))
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Bars begin at zero; only a bias goes below it. */
const domainFloor = (least: number): number => Math.min(0, least);
