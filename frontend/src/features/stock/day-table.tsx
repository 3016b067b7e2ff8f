import { useTranslations } from "use-intl";

import { DataTable, type DataColumn } from "@/components/table/data-table";
import { useFormat } from "@/lib/i18n/use-format";

type DayTableProps<Day> = {
  label: string;
  days: Day[];
  /** Id, heading and text of each figure, in the order of the columns. */
  figures: [id: string, header: string, text: (day: Day) => string][];
  empty: { title: string; body: string };
  onRetry: () => void;
  height: string;
};

/** One row a day: its date, and figures at the right. */
export function DayTable<Day extends { full_date: string }>({
  label,
  days,
  figures,
  empty,
  onRetry,
  height,
}: DayTableProps<Day>) {
  const t = useTranslations("stock");
  const format = useFormat();
  const columns: DataColumn<Day>[] = [
    {
      id: "date",
      header: t("date"),
      cell: ({ row }) => format.weekdayAndDate(row.original.full_date),
    },
    ...figures.map(([id, header, text]): DataColumn<Day> => ({
      id,
      header,
      cell: ({ row }) => text(row.original),
      meta: { align: "right" },
    })),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      state={{ status: "ready", data: days }}
      rowId={(day) => day.full_date}
      empty={empty}
      onRetry={onRetry}
      height={height}
    />
  );
}
