/** "YYYY-MM-DD": a day on the calendar, with no hour and no time zone. */
export type PlainDate = string;

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
