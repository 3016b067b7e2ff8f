"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { FileSource } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import { useResource, type ResourceView } from "@/lib/api/use-resource";
import { useResources } from "@/lib/api/use-resources";
import { useFormat } from "@/lib/i18n/use-format";

import { modelsOf, ofModels } from "./figures";
import { HorizonPanel } from "./horizon-panel";
import {
  accuracyParams,
  horizonResources,
  METRICS,
  MOST_RUNS,
  newestRunsResource,
  segmentResources,
  type Accuracy,
  type AccuracyAnswer,
} from "./params";
import { SegmentsPanel } from "./segments-panel";

/** How good the forecasts were, by lead time, segment, model and run. */
export function AccuracyTab() {
  const t = useTranslations("accuracy");
  const [params, setParams] = useQueryStates(accuracyParams, { history: "push" });
  const [asked, askedSegments] = [horizonResources(params), segmentResources(params)];
  const horizons = useResources(asked);
  const segments = useResources(askedSegments);
  const tags = [
    ...new Set(modelsOf(rowsOf(horizons.data).concat(rowsOf(segments.data))).map(({ tag }) => tag)),
  ];
  return (
    <div className="space-y-4">
      <div role="search" className="flex flex-wrap items-center gap-2">
        <RunChoice
          chosen={params.run}
          onChange={(run) => {
            void setParams({ run: run.length > 0 ? run : null, model: null });
          }}
        />
        {tags.length > 1 || params.model.length > 0 ? (
          <ChoiceFilter
            label={t("model")}
            none=""
            options={tags.map((value) => ({ value, text: value }))}
            chosen={params.model}
            onChange={(model) => {
              void setParams({ model: model.length > 0 ? model : null });
            }}
          />
        ) : null}
        <Segmented
          label={t("metric")}
          options={METRICS.map((value) => ({ value, text: t(`metrics.${value}`) }))}
          value={params.metric}
          onChange={(metric) => {
            void setParams({ metric });
          }}
        />
        {params.segment === null ? null : (
          <Button
            variant="ghost"
            onClick={() => {
              void setParams({ segment: null });
            }}
          >
            {t("backToCompany")}
          </Button>
        )}
      </div>
      <HorizonPanel
        view={narrowed(horizons, params.model)}
        metric={params.metric}
        segment={params.segment ?? t("company")}
        file={fileOfOne(asked)}
      />
      <SegmentsPanel view={narrowed(segments, params.model)} file={fileOfOne(askedSegments)} />
    </div>
  );
}

const rowsOf = (answers: readonly AccuracyAnswer[] | undefined): Accuracy[] =>
  (answers ?? []).flatMap(({ data }) => data);

/** Each run has a file of its own, so there is one to give only for one run. */
const fileOfOne = (resources: readonly Resource<unknown>[]): FileSource | undefined =>
  resources.length === 1 ? resources[0]?.file : undefined;

/** The rows of all answers, of the chosen models alone. */
function narrowed(
  view: ResourceView<AccuracyAnswer[]>,
  tags: readonly string[],
): ResourceView<Accuracy[]> {
  const { state, data, updating, retry } = view;
  const rows = ofModels(rowsOf(data), tags);
  return {
    updating,
    retry,
    data: rows,
    state: state.status === "ready" ? { status: "ready", data: rows } : state,
  };
}

type RunChoiceProps = { chosen: number[]; onChange: (runs: number[]) => void };

/** Runs of forecasts, to be held beside each other; the newest scored one where none is chosen. */
function RunChoice({ chosen, onChange }: RunChoiceProps) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const runs = useResource(newestRunsResource).data?.data ?? [];
  return (
    <ChoiceFilter
      label={t("runs")}
      none={t("noRuns")}
      chosen={chosen.map(String)}
      onChange={(values) => {
        onChange(values.map(Number).slice(-MOST_RUNS));
      }}
      options={runs
        .filter(({ dataset }) => dataset === "forecasts")
        .map((run) => ({
          value: String(run.run_id),
          text: `#${run.run_id} · ${run.model_tag ?? ""}`,
          detail: format.date(run.as_of),
        }))}
    />
  );
}
