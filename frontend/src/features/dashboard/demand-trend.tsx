"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { Fact, Facts } from "@/components/ui/facts";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { TREND, trendResource, type Segment } from "./params";

type Trend = Schemas["DemandTrend"];
type TrendPoint = Schemas["TrendPoint"];

const TrendChart = dynamic(() => import("./trend-chart").then((module) => module.TrendChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg!" />,
});

const TrendTable = dynamic(() => import("./trend-table").then((module) => module.TrendTable), {
  ssr: false,
  loading: () => <Skeleton className="mx-5 mb-5 h-64" />,
});

const isKnown = ({ actual, forecast }: TrendPoint) => actual !== null || forecast !== null;

/** Demand of the last ninety days and what the champion expects of the next thirty. */
export function DemandTrend({ segment }: { segment: Segment | null }) {
  const t = useTranslations("dashboard");
  const words = useTranslations("chart");
  const format = useFormat();
  const resource = trendResource(segment);
  const { state, data, retry, updating } = useResource(resource);
  const known = data?.data.filter(isKnown) ?? [];
  const first = known[0]?.full_date;
  const last = known.at(-1)?.full_date;
  const expected = known.some(({ forecast }) => forecast !== null);
  return (
    <ChartFrame<Trend>
      title={t("trendTitle", { days: String(TREND.days) })}
      unit={t("unitsPerDay")}
      period={
        first && last
          ? words("period", { start: format.date(first), end: format.date(last) })
          : null
      }
      state={state}
      isEmpty={({ data: days }) => !days.some(isKnown)}
      empty={{ title: t("noDemandTitle"), body: t("noDemandBody") }}
      onRetry={retry}
      retrying={updating}
      heightClass="h-64 sm:h-72"
      legend={
        <ChartLegend
          series={[
            { mark: "bar", color: "var(--chart-demand)", text: t("demand") },
            ...(expected
              ? ([
                  { mark: "line", color: "var(--chart-forecast)", text: t("expectedDemand") },
                ] as const)
              : []),
          ]}
        />
      }
      file={resource.file}
      csv={({ data: days }) => ({
        columns: [t("date"), t("demand"), t("expectedDemand")],
        rows: days.filter(isKnown).map((day) => [day.full_date, day.actual, day.forecast]),
      })}
      table={({ data: days }) => <TrendTable days={days.filter(isKnown)} onRetry={retry} />}
      footer={expected ? ({ metadata }) => <Model metadata={metadata} /> : undefined}
    >
      {({ data: days, metadata }) => <TrendChart days={days} lastDay={metadata.demand_as_of} />}
    </ChartFrame>
  );
}

/** Which run the line comes from. */
function Model({ metadata }: { metadata: Trend["metadata"] }) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  return (
    <Facts>
      <Fact label={t("model")}>
        <span className="font-mono text-xs">{metadata.model_tag ?? MISSING}</span>
      </Fact>
      <Fact label={t("run")}>
        <span className="font-mono text-xs">{metadata.run_id ?? MISSING}</span>
      </Fact>
      <Fact label={t("knewUpTo")}>{format.date(metadata.as_of)}</Fact>
      <Fact label={t("computedAt")}>{format.dateTime(metadata.computed_at)}</Fact>
    </Facts>
  );
}
