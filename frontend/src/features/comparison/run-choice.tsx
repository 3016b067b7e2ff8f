"use client";

import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { newestRunsResource } from "./params";

type RunChoiceProps = { chosen: number[]; most: number; onChange: (runs: number[]) => void };

/** Runs of forecasts whose rows are still there; the champion where none is chosen. */
export function RunChoice({ chosen, most, onChange }: RunChoiceProps) {
  const t = useTranslations("explorer");
  const words = useTranslations("runs");
  const format = useFormat();
  const runs = useResource(newestRunsResource).data?.data ?? [];
  return (
    <ChoiceFilter
      label={t("runs")}
      none={t("noRuns")}
      chosen={chosen.slice(0, most).map(String)}
      onChange={(values) => {
        onChange(values.map(Number).slice(-most));
      }}
      options={runs
        .filter(({ dataset, dropped_at: dropped }) => dataset === "forecasts" && dropped === null)
        .map((run) => ({
          value: String(run.run_id),
          text: `#${run.run_id} · ${words(`statuses.${run.status}`)} · ${run.model_tag ?? ""}`,
          detail: format.date(run.as_of),
        }))}
    />
  );
}
