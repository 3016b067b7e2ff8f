import {
  addDays,
  differenceInCalendarDays,
  eachDayOfInterval,
  lightFormat,
  parseISO,
} from "date-fns";

import type { PlainDate } from "./dates";

const toPlain = (date: Date): PlainDate => lightFormat(date, "yyyy-MM-dd");

export function shiftDays(date: PlainDate, days: number): PlainDate {
  return toPlain(addDays(parseISO(date), days));
}

/** Whole days from `start` to `end`; negative when `end` comes first. */
export function daysBetween(start: PlainDate, end: PlainDate): number {
  return differenceInCalendarDays(parseISO(end), parseISO(start));
}

/** Every day from `start` to `end`, both included; empty when `end` comes first. */
export function eachDay(start: PlainDate, end: PlainDate): PlainDate[] {
  if (start > end) return [];
  return eachDayOfInterval({ start: parseISO(start), end: parseISO(end) }).map(toPlain);
}
