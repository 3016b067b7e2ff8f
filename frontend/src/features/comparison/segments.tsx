"use client";

import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { ChoiceFilter } from "@/components/filters/choice-filter";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Info } from "@/components/ui/info";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { shiftDays } from "@/lib/day-arithmetic";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { AheadChoice } from "./ahead-choice";
import { lookOf } from "./looks";
import {
  comparisonParams,
  DIMENSIONS,
  MOST_SEGMENTS,
  shownSegments,
  totalsResource,
  type Segment,
} from "./params";
import { RunChoice } from "./run-choice";
import { cutSegments, meanError, segmentDays, totalOf } from "./series";
import { useSegmentNames } from "./use-segment-names";

const LinesChart = dynamic(() => import("./lines-chart").then((module) => module.LinesChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg!" />,
});

/** Bands of more segments would hide each other. */
const MOST_BANDS = 3;

/** One run's forecasts summed over families, sites, regions or classes. */
export function Segments() {
  const t = useTranslations("explorer");
  const words = useTranslations("chart");
  const format = useFormat();
  const [params, setParams] = useQueryStates(comparisonParams, { history: "push" });
  const names = useSegmentNames(params.by);
  const segments = shownSegments(params.seg, names.all);
  const resource = totalsResource(params, segments);
  const view = useResource(resource, { enabled: segments.length > 0 });
  const { data, retry, updating } = view;
  const asOf = data?.metadata.as_of ?? null;
  const cut = useMemo(
    () => cutSegments(data?.data ?? [], asOf === null ? null : shiftDays(asOf, params.ahead)),
    [data, asOf, params.ahead],
  );
  const days = useMemo(() => segmentDays(cut), [cut]);
  const lines = useMemo(() => cut.map(({ segment }) => ({ key: segment, text: segment })), [cut]);
  const first = days[0]?.date;
  const last = days.at(-1)?.date;
  const nothing = names.known && segments.length === 0;
  const measured = cut.some(({ points }) => points.some((one) => one.mean_error_at_most !== null));
  return (
    <>
      <div role="search" className="flex flex-wrap items-center gap-2">
        <Segmented
          label={t("sumBy")}
          options={DIMENSIONS.map((value) => ({ value, text: t(`dimensions.${value}`) }))}
          value={params.by}
          onChange={(by) => {
            void setParams({ by, seg: null });
          }}
        />
        <ChoiceFilter
          label={t("segments")}
          none={t("noSegments")}
          options={names.all.map((value) => ({ value, text: value }))}
          chosen={params.seg}
          onChange={(seg) => {
            void setParams({ seg: seg.length > 0 ? seg.slice(-MOST_SEGMENTS) : null });
          }}
        />
        <RunChoice
          chosen={params.run}
          most={1}
          onChange={(run) => {
            void setParams({ run: run.length > 0 ? run : null });
          }}
        />
        <AheadChoice />
      </div>
      <ChartFrame<Segment[]>
        title={t("segmentsTitle")}
        unit={t("unitsPerDay")}
        period={
          first && last
            ? words("period", { start: format.date(first), end: format.date(last) })
            : null
        }
        state={
          nothing
            ? { status: "ready", data: [] }
            : names.failed
              ? names.failed.state
              : view.state.status === "ready"
                ? { status: "ready", data: cut }
                : view.state
        }
        isEmpty={(rows) => rows.every(({ points }) => points.length === 0)}
        empty={{ title: t("noSegmentForecastTitle"), body: t("noSegmentForecastBody") }}
        onRetry={names.failed?.retry ?? retry}
        retrying={updating}
        file={resource.file}
        legend={
          <ChartLegend
            series={[
              ...cut.map(({ segment }, index) => ({
                mark: "line" as const,
                color: lookOf(index).color,
                text: segment,
              })),
              ...(measured && cut.length <= MOST_BANDS
                ? [{ mark: "band" as const, color: "var(--chart-band)", text: t("errorBand") }]
                : []),
            ]}
          />
        }
        csv={(rows) => ({
          columns: [t("segment"), t("date"), t("yhat"), t("pairs"), t("errorBand")],
          rows: rows.flatMap(({ segment, points }) =>
            points.map((one) => [
              segment,
              one.full_date,
              one.yhat,
              one.item_sites,
              one.mean_error_at_most,
            ]),
          ),
        })}
        table={(rows) => <SegmentTable rows={rows} />}
        footer={() => <Origin metadata={data?.metadata} measured={measured} />}
      >
        {(rows) => (
          <LinesChart
            label={t("segmentsTitle")}
            days={days}
            lines={lines}
            bands={rows.length <= MOST_BANDS}
            unit={t("unitsPerDay")}
          />
        )}
      </ChartFrame>
      {cut.length > 0 ? (
        <Card className="overflow-hidden">
          <h2 className="px-4 pt-3.5 pb-2 text-[0.9375rem] font-semibold sm:px-5">
            {t("totalsTitle")}
          </h2>
          <SegmentTable rows={cut} />
        </Card>
      ) : null}
    </>
  );
}

type OriginProps = {
  metadata: Schemas["ForecastTotals"]["metadata"] | undefined;
  measured: boolean;
};

/** Which run the sums are of, and why they carry no interval. */
function Origin({ metadata, measured }: OriginProps) {
  const t = useTranslations("explorer");
  const format = useFormat();
  return (
    <>
      <Facts>
        <Fact label={t("run")}>
          <span className="font-mono text-xs">
            {metadata?.run_id == null ? MISSING : `#${metadata.run_id}`}
          </span>
        </Fact>
        <Fact label={t("model")}>
          <span className="font-mono text-xs">{metadata?.model_tag ?? MISSING}</span>
        </Fact>
        <Fact label={t("asOf")}>{format.date(metadata?.as_of)}</Fact>
        <Fact label={t("computedAt")}>{format.dateTime(metadata?.computed_at)}</Fact>
      </Facts>
      <p className="mt-2 max-w-prose text-xs text-ink-faint">
        {measured ? t("errorNote") : t("noErrorNote")}
      </p>
    </>
  );
}

function SegmentTable({ rows }: { rows: Segment[] }) {
  const t = useTranslations("explorer");
  const format = useFormat();
  const right = (
    id: string,
    header: string,
    value: (row: Segment) => string,
    help?: string,
    className?: string,
  ) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Segment } }) => value(row.original),
    meta: {
      align: "right" as const,
      className,
      help: help ? <Info term={header}>{help}</Info> : undefined,
    },
  });
  const columns: DataColumn<Segment>[] = [
    {
      id: "segment",
      header: t("segment"),
      cell: ({ row }) => <span className="font-medium">{row.original.segment}</span>,
    },
    right(
      "total",
      t("total"),
      ({ points }) => format.estimate(totalOf(points).total),
      t("totalHelp"),
    ),
    right("per_day", t("perDay"), ({ points }) => format.estimate(totalOf(points).perDay)),
    right(
      "error",
      t("meanError"),
      ({ points }) => {
        const error = meanError(points);
        return error === null ? MISSING : t("atMost", { value: format.estimate(error) });
      },
      t("meanErrorHelp"),
    ),
    right(
      "pairs",
      t("pairs"),
      ({ points }) =>
        points.length === 0
          ? MISSING
          : format.integer(Math.max(...points.map(({ item_sites: pairs }) => pairs))),
      undefined,
      "hidden md:table-cell",
    ),
    right(
      "days",
      t("days"),
      ({ points }) => format.integer(points.length),
      undefined,
      "hidden sm:table-cell",
    ),
  ];
  return (
    <DataTable
      label={t("totalsTitle")}
      columns={columns}
      state={{ status: "ready", data: rows }}
      rowId={({ segment }) => segment}
      empty={{ title: t("noSegmentForecastTitle"), body: t("noSegmentForecastBody") }}
      onRetry={() => undefined}
    />
  );
}
