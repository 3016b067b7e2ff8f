import {
  addDays,
  differenceInCalendarDays,
  eachDayOfInterval,
  lightFormat,
  parseISO,
} from "date-fns";

/** "YYYY-MM-DD": a day on the calendar, with no hour and no time zone. */
export type PlainDate = string;

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

/** ISO days sort as text, so the later of two is the greater string. */
export function latest(...dates: (PlainDate | null | undefined)[]): PlainDate | null {
  return dates.reduce<PlainDate | null>(
    (last, date) => (date && (!last || date > last) ? date : last),
    null,
  );
}

/** The day it is where the company works, wherever the reader is. */
export function todayInOperation(now = new Date()): PlainDate {
  // Sweden writes its dates as ISO does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "America/Sao_Paulo" }).format(now);
}
