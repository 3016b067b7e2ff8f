import { latest, type PlainDate } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";

import type { Segment, Series } from "./params";

/** Tells one series from the others: a model of a run may differ for the same item-site. */
export const seriesKey = ({ item_id, site_id, run_id, model_tag }: Series): string =>
  `${item_id}-${site_id}-${run_id}-${model_tag}`;

/** What a chart draws of a day; null where a series has no forecast of it. */
export type Day = {
  date: PlainDate;
  values: Record<string, number | null>;
  /** Lower and upper bound; null where either is missing. */
  bands: Record<string, [number, number] | null>;
};

type Line = {
  key: string;
  points: readonly { date: PlainDate; value: number; band: [number, number] | null }[];
};

/** Every day that one of the lines has, in order. */
function daysOf(lines: readonly Line[]): Day[] {
  const dates = [...new Set(lines.flatMap(({ points }) => points.map(({ date }) => date)))];
  const found = new Map(
    lines.map(({ key, points }) => [key, new Map(points.map((point) => [point.date, point]))]),
  );
  const of = (key: string, date: PlainDate) => found.get(key)?.get(date);
  return dates.toSorted().map((date) => ({
    date,
    values: Object.fromEntries(lines.map(({ key }) => [key, of(key, date)?.value ?? null])),
    bands: Object.fromEntries(lines.map(({ key }) => [key, of(key, date)?.band ?? null])),
  }));
}

/** The last day shown: so many days beyond what the newest of the runs knew. */
export function lastShown(series: readonly Series[], ahead: number): PlainDate | null {
  const knew = latest(...series.map(({ as_of: asOf }) => asOf));
  return knew === null ? null : shiftDays(knew, ahead);
}

/** The series with no day after `last`. */
export function cutSeries(series: readonly Series[], last: PlainDate | null): Series[] {
  return series.map((one) => ({
    ...one,
    points: one.points.filter(({ full_date: date }) => last === null || date <= last),
  }));
}

export const seriesDays = (series: readonly Series[]): Day[] =>
  daysOf(
    series.map((one) => ({
      key: seriesKey(one),
      points: one.points.map((point) => ({
        date: point.full_date,
        value: point.yhat,
        band:
          point.yhat_lower === null || point.yhat_upper === null
            ? null
            : [point.yhat_lower, point.yhat_upper],
      })),
    })),
  );

export function cutSegments(segments: readonly Segment[], last: PlainDate | null): Segment[] {
  return segments.map((one) => ({
    ...one,
    points: one.points.filter(({ full_date: date }) => last === null || date <= last),
  }));
}

/** Sums by day. The band is how far such sums missed at most, on average: bounds do not add up. */
export const segmentDays = (segments: readonly Segment[]): Day[] =>
  daysOf(
    segments.map((one) => ({
      key: one.segment,
      points: one.points.map(({ full_date: date, yhat, mean_error_at_most: error }) => ({
        date,
        value: yhat,
        band: error === null ? null : [Math.max(0, yhat - error), yhat + error],
      })),
    })),
  );

export type Total = { total: number | null; perDay: number | null; days: number };

/** The sum of means is the mean of the sum; of no day there is none. */
export function totalOf(points: readonly { yhat: number }[]): Total {
  const days = points.length;
  if (days === 0) return { total: null, perDay: null, days };
  const total = points.reduce((sum, { yhat }) => sum + yhat, 0);
  return { total, perDay: total / days, days };
}

/** The mean of the daily bounds, in units a day; null where no day was measured. */
export function meanError(points: Segment["points"]): number | null {
  const known = points.flatMap(({ mean_error_at_most: error }) => (error === null ? [] : [error]));
  if (known.length === 0 || known.length < points.length) return null;
  return known.reduce((sum, error) => sum + error, 0) / known.length;
}
