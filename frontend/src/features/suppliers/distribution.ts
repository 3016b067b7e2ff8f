import type { LeadTime } from "./params";

export type Bin = {
  /** Days from order to receipt, both included. */
  from: number;
  to: number;
  /** Lines that took so long. */
  lines: number;
  /** Lines, of the same ones, that were promised for then. */
  promised: number;
};

/** Widths that a reader can name: days, a week, a month. */
const WIDTHS = [1, 2, 5, 7, 14, 30, 60, 90] as const;
const MOST_BINS = 40;

/** Days in one bin, so that no more than forty bins span from the shortest to the longest. */
export function binWidth(leadTimes: readonly LeadTime[]): number {
  const days = leadTimes.map((one) => one.days);
  const span = Math.max(...days) - Math.min(...days) + 1;
  return WIDTHS.find((width) => span / width < MOST_BINS) ?? 365;
}

/** The first day of the bin that a number of days falls into. */
export const binOf = (days: number, width: number): number => Math.floor(days / width) * width;

/** Lines by how long they took and were promised to take; bins without lines are kept. */
export function binned(leadTimes: readonly LeadTime[]): Bin[] {
  if (leadTimes.length === 0) return [];
  const width = binWidth(leadTimes);
  const days = leadTimes.map((one) => one.days);
  const first = binOf(Math.min(...days), width);
  const count = (binOf(Math.max(...days), width) - first) / width + 1;
  return Array.from({ length: count }, (_, index) => {
    const from = first + index * width;
    const within = leadTimes.filter((one) => binOf(one.days, width) === from);
    return {
      from,
      to: from + width - 1,
      lines: within.reduce((sum, one) => sum + one.lines, 0),
      promised: within.reduce((sum, one) => sum + one.promised_lines, 0),
    };
  });
}
