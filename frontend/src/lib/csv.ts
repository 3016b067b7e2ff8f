import type { Locale } from "@/lib/i18n/locales";

export type CsvCell = string | number | null;
export type CsvTable = { columns: readonly string[]; rows: readonly (readonly CsvCell[])[] };

/** Excel reads the bytes as UTF-8 only with this before them. */
const BYTE_ORDER_MARK = "\uFEFF";
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as text. Portuguese spreadsheets part cells by ";" and decimals by ","; a missing value is
 * an empty cell.
 */
export function csvText({ columns, rows }: CsvTable, locale: Locale): string {
  const comma = locale === "pt-BR";
  const separator = comma ? ";" : ",";
  const cell = (value: CsvCell): string => {
    if (value === null) return "";
    if (typeof value === "number") return comma ? String(value).replace(".", ",") : String(value);
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return /[";,\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns, ...rows].map((line) => line.map(cell).join(separator));
  return `${BYTE_ORDER_MARK}${lines.join("\r\n")}\r\n`;
}
