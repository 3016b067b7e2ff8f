import { inOrder, type Comparable } from "@/lib/order";
import type { Sort } from "@/lib/sort";

import { LEADS, type Accuracy, type Metric } from "./params";

/** One model of one run: what a chart draws as one series. */
export type Model = { key: string; run: number; tag: string };

const keyOf = (row: Accuracy) => `${row.forecast_run_id} ${row.model_tag}`;

/** The models there are figures of, in the order they come. */
export function modelsOf(rows: readonly Accuracy[]): Model[] {
  const models = rows.map((row) => ({
    key: keyOf(row),
    run: row.forecast_run_id,
    tag: row.model_tag,
  }));
  return [...new Map(models.map((model) => [model.key, model])).values()];
}

export const ofModels = (rows: readonly Accuracy[], tags: readonly string[]): Accuracy[] =>
  rows.filter(({ model_tag: tag }) => tags.length === 0 || tags.includes(tag));

/** A metric's value. */
export function valueOf(metric: Metric, row: Accuracy): number | null {
  return metric === "coverage" ? row.interval_coverage : row[metric];
}

/** What the value is to be held against: the naive forecast, the promised level, 1 or 0. */
export function againstOf(metric: Metric, row: Accuracy): number | null {
  switch (metric) {
    case "wape":
      return row.wape_naive;
    case "coverage":
      return row.nominal_coverage;
    case "mase":
      return 1;
    case "bias":
      return 0;
  }
}

export type LeadPoint = {
  lead: string;
  /** By model; null where the lead time has no figure of it. */
  values: Record<string, number | null>;
  against: Record<string, number | null>;
};

/** The metric by lead time, in the order of time; lead times that no model has are left out. */
export function byLead(rows: readonly Accuracy[], metric: Metric): LeadPoint[] {
  return LEADS.filter((lead) => lead !== "ALL").flatMap((lead) => {
    const at = rows.filter((row) => row.lead_bucket === lead);
    if (at.length === 0) return [];
    const by = (figure: (metric: Metric, row: Accuracy) => number | null) =>
      Object.fromEntries(at.map((row) => [keyOf(row), figure(metric, row)]));
    return [{ lead, values: by(valueOf), against: by(againstOf) }];
  });
}

/** In the order of time, all lead times together last. */
export function inLeadOrder(rows: readonly Accuracy[]): Accuracy[] {
  const place = ({ lead_bucket: lead }: Accuracy) => LEADS.findIndex((one) => one === lead);
  return rows.toSorted((a, b) => place(a) - place(b));
}

/** Whether a naive forecast would have been as good or better; null where the two can't be compared. */
export const losesToNaive = ({ fva_naive: added }: Accuracy): boolean | null =>
  added === null ? null : added <= 0;

export type Verdict = {
  /** Lead times, for each model, whose naive forecast was better. */
  lost: Accuracy[];
  /** How many lead times could be compared. */
  compared: number;
};

/** Over single lead times: all of them together may hide one. */
export function verdictOf(rows: readonly Accuracy[]): Verdict {
  const single = inLeadOrder(rows).filter(({ lead_bucket: lead }) => lead !== "ALL");
  return {
    lost: single.filter((row) => losesToNaive(row) === true),
    compared: single.filter((row) => losesToNaive(row) !== null).length,
  };
}

const sortValue = (row: Accuracy, by: string): Comparable => row[by as keyof Accuracy];

export function chosenSegments(
  rows: readonly Accuracy[],
  { worse, asort }: { worse: boolean; asort: Sort },
): Accuracy[] {
  return inOrder(
    rows.filter((row) => !worse || losesToNaive(row) === true),
    asort,
    sortValue,
  );
}
