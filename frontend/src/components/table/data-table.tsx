"use client";

import { tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import { useTranslations } from "use-intl";

import { EmptyState, type EmptyReason } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewState } from "@/lib/api/view";
import { cn } from "@/lib/cn";

type ColumnLook = {
  /** Numbers and dates line up on the right. */
  align?: "right";
  /** Widths and breakpoints of the column's cells, heading included. */
  className?: string;
};

const PLAIN: ColumnLook = {};
const features = tableFeatures({ columnMeta: PLAIN });

export type DataColumn<Row extends object> = ColumnDef<typeof features, Row>;

type DataTableProps<Row extends object> = {
  /** What the table holds, for those who can't see it. */
  label: string;
  columns: DataColumn<Row>[];
  state: ViewState<Row[]>;
  rowId: (row: Row) => string;
  empty: EmptyReason;
  onRetry: () => void;
  retrying?: boolean;
  /** How many rows the loading table draws. */
  expectedRows?: number;
  className?: string;
};

const cellLook = (look: ColumnLook | undefined) =>
  cn(
    "px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
    look?.align === "right" && "text-right tabular-nums",
    look?.className,
  );

/** A table that answers its four cases: loading, error with retry, empty with its reason, rows. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { state, empty, onRetry, retrying } = props;
  if (state.status === "error") {
    return <ErrorState failure={state.failure} onRetry={onRetry} retrying={retrying} />;
  }
  if (state.status === "ready" && state.data.length === 0) return <EmptyState {...empty} />;
  return <Rows {...props} rows={state.status === "ready" ? state.data : null} />;
}

const NO_ROWS: never[] = [];

type RowsProps<Row extends object> = DataTableProps<Row> & { rows: Row[] | null };

function Rows<Row extends object>(props: RowsProps<Row>) {
  const { label, columns, rows, rowId, className, expectedRows = 10 } = props;
  const t = useTranslations("states");
  const table = useTable({ features, columns, data: rows ?? NO_ROWS, getRowId: rowId });
  return (
    <div
      role="region"
      aria-label={label}
      aria-busy={rows === null}
      // A region that scrolls must be reachable from the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={cn("relative overflow-auto", className)}
    >
      {rows === null ? <span className="sr-only">{t("loading")}</span> : null}
      <table className="w-full border-separate border-spacing-0 text-[0.8125rem]">
        <thead className="sticky top-0 z-10 bg-surface">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cn(
                    "h-9 border-b py-1.5 text-left align-bottom",
                    cellLook(header.column.columnDef.meta),
                    "text-xs font-medium text-ink-faint sm:whitespace-nowrap",
                  )}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {rows === null
            ? Array.from({ length: expectedRows }, (_, index) => (
                <tr key={index}>
                  {columns.map((column, cell) => (
                    <td key={cell} className={cn("h-10 border-b", cellLook(column.meta))}>
                      <Skeleton className="inline-block h-3.5 w-full max-w-24" />
                    </td>
                  ))}
                </tr>
              ))
            : table.getRowModel().rows.map((row) => (
                <tr
                  key={row.id}
                  className="group relative hover:bg-sunken/60 [&:last-child>td]:border-b-0"
                >
                  {row.getAllCells().map((cell) => (
                    <td
                      key={cell.id}
                      className={cn("h-10 border-b py-1.5", cellLook(cell.column.columnDef.meta))}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}
