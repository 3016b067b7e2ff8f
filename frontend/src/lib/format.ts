import type { PlainDate } from "@/lib/dates";
import type { Locale } from "@/lib/i18n/locales";

/** What stands where there is no value. Missing is not zero. */
export const MISSING = "—";

/** Timestamps are shown in the operation's time zone, whatever the reader's machine says. */
const OPERATION_TIME_ZONE = "America/Sao_Paulo";

export type Formatter = ReturnType<typeof createFormatter>;

const dayOf = (date: PlainDate): number => {
  const [year, month, day] = date.split("-").map(Number);
  return Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day);
};

function orMissing<Value>(show: (value: Value) => string) {
  return (value: Value | null | undefined): string =>
    value === null || value === undefined ? MISSING : show(value);
}

/** Shows numbers and dates for one locale. Plain dates are read and shown in UTC, so they never move. */
export function createFormatter(locale: Locale) {
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const estimate = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const reais = new Intl.NumberFormat(locale, { style: "currency", currency: "BRL" });
  const shortReais = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "BRL",
    notation: "compact",
    // Said, since browsers and Node fill up a currency's decimals differently.
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { style: "percent", ...oneDecimal });
  const points = new Intl.NumberFormat(locale, {
    ...oneDecimal,
    signDisplay: "exceptZero",
  });
  const plainDate = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return orMissing((date: PlainDate) => format.format(dayOf(date)));
  };
  const monthName = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const instant = new Intl.DateTimeFormat(locale, {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: OPERATION_TIME_ZONE,
  });
  return {
    /** A count of things. */
    integer: orMissing((value: number) => integer.format(value)),
    /** A recorded amount: as many decimals as it has, up to two. */
    quantity: orMissing((value: number) => quantity.format(value)),
    /** A model's output: always two decimals, so that columns line up. */
    estimate: orMissing((value: number) => estimate.format(value)),
    /** A share in 0–1 that measures something: always one decimal, so that columns line up. */
    rate: orMissing((share: number) => rate.format(share)),
    /** A share in 0–1 that somebody chose, as a target or a level. */
    percent: orMissing((share: number) => percent.format(share)),
    /** An amount of money in reais. */
    currency: orMissing((value: number) => reais.format(value)),
    /** The same to one decimal of its thousands or millions. */
    shortCurrency: orMissing((value: number) => shortReais.format(value)),
    /** How far one share lies from another, in percentage points. */
    points: orMissing((change: number) => `${points.format(change * 100)} p.p.`),
    date: plainDate({ day: "2-digit", month: "2-digit", year: "numeric" }),
    dayAndMonth: plainDate({ day: "2-digit", month: "2-digit" }),
    monthAndYear: orMissing((date: PlainDate) => {
      const month = monthName.format(dayOf(date)).replace(".", "");
      return `${month}/${date.slice(2, 4)}`;
    }),
    weekdayAndDate: plainDate({
      weekday: "short",
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
    }),
    dateTime: orMissing((timestamp: string) => instant.format(new Date(timestamp))),
  };
}
