"use client";

import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { useFreshness } from "@/components/freshness/freshness-strip";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { todayInOperation } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";
import { useFormat } from "@/lib/i18n/use-format";

import { DayTable } from "./day-table";
import { historyParams, PERIODS } from "./params";
import { stockHistoryResource } from "./resources";

type Series = Schemas["InventorySeries"];
type Point = Schemas["InventoryPoint"];

const HistoryChart = dynamic(
  () => import("./history-chart").then((module) => module.HistoryChart),
  { ssr: false, loading: () => <Skeleton className="size-full rounded-lg!" /> },
);

type HistoryPanelProps = { itemId: number; siteId: number; unit: string };

/** The stock as it was counted, beside the levels that the source tells. */
export function HistoryPanel({ itemId, siteId, unit }: HistoryPanelProps) {
  const t = useTranslations("stock");
  const words = useTranslations("chart");
  const format = useFormat();
  const [{ period }, setParams] = useQueryStates(historyParams, { history: "replace" });
  const feeds = useFreshness();
  const asOf = feeds.data?.data.find(({ dataset }) => dataset === "inventory")?.as_of;
  const since = shiftDays(asOf ?? todayInOperation(), 1 - period);
  const resource = stockHistoryResource(itemId, siteId, since);
  const { state, data, retry, updating } = useResource(resource, {
    enabled: feeds.state.status !== "loading",
  });
  const first = data?.data[0]?.full_date;
  const last = data?.data.at(-1)?.full_date;
  const has = (name: "safety_stock" | "reorder_point") =>
    data?.data.some((point) => point[name] !== null) ?? false;
  return (
    <>
      <Segmented
        label={t("period")}
        options={PERIODS.map((days) => ({ value: days, text: t("days", { days: String(days) }) }))}
        value={period}
        onChange={(chosen) => {
          void setParams({ period: chosen });
        }}
      />
      <ChartFrame<Series>
        title={t("historyTitle")}
        unit={unit}
        period={
          first && last
            ? words("period", { start: format.date(first), end: format.date(last) })
            : null
        }
        state={state}
        isEmpty={({ data: points }) => points.length === 0}
        empty={{ title: t("noHistoryTitle"), body: t("noHistoryBody") }}
        onRetry={retry}
        retrying={updating}
        heightClass="h-56 sm:h-64"
        legend={
          <ChartLegend
            series={[
              { mark: "line", color: "var(--series-1)", text: t("counted") },
              ...(has("reorder_point")
                ? ([{ mark: "line", color: "var(--series-2)", text: t("reorderPoint") }] as const)
                : []),
              ...(has("safety_stock")
                ? ([{ mark: "line", color: "var(--series-4)", text: t("safetyStock") }] as const)
                : []),
            ]}
          />
        }
        file={resource.file}
        csv={({ data: points }) => ({
          columns: [t("date"), t("counted"), t("safetyStock"), t("reorderPoint")],
          rows: points.map((point) => [
            point.full_date,
            point.current_stock,
            point.safety_stock,
            point.reorder_point,
          ]),
        })}
        table={({ data: points }) => <HistoryTable points={points} onRetry={retry} />}
      >
        {({ data: points }) => <HistoryChart points={points} unit={unit} />}
      </ChartFrame>
    </>
  );
}

function HistoryTable({ points, onRetry }: { points: Point[]; onRetry: () => void }) {
  const t = useTranslations("stock");
  const format = useFormat();
  return (
    <DayTable
      label={t("historyTitle")}
      days={points}
      figures={[
        ["stock", t("counted"), (point) => format.quantity(point.current_stock)],
        ["safety", t("safetyStock"), (point) => format.quantity(point.safety_stock)],
        ["reorder", t("reorderPoint"), (point) => format.quantity(point.reorder_point)],
      ]}
      empty={{ title: t("noHistoryTitle"), body: t("noHistoryBody") }}
      onRetry={onRetry}
      height="max-h-80"
    />
  );
}
