"use client";

import { tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { EmptyState, type EmptyReason } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewState } from "@/lib/api/view";
import type { Sort } from "@/lib/sort";

import { SortableHeading } from "./sortable-heading";

type ColumnLook = {
  /** Numbers and dates line up on the right. */
  align?: "right";
  /** Widths and breakpoints of the column's cells, heading included. */
  className?: string;
  /** The API's name of the column in its ordering; without it nothing sorts by this column. */
  sortKey?: string;
  /** What the column's figures are, beside its heading. */
  help?: ReactNode;
};

const PLAIN: ColumnLook = {};
const features = tableFeatures({ columnMeta: PLAIN });

export type DataColumn<Row extends object> = ColumnDef<typeof features, Row>;

export type DataTableProps<Row extends object> = {
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
  /** How tall it grows before it scrolls, as a class. */
  height?: string;
  className?: string;
  /** Names of the columns the reader has put away. */
  hidden?: readonly string[];
  /** The order the rows came in; the API sorts, over all pages. */
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** What opens beneath a row; null for a row that stays shut. */
  detail?: (row: Row) => ReactNode;
};

const cellLook = (look: ColumnLook | undefined) =>
  clsx(
    "px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
    look?.align === "right" ? "text-right tabular-nums" : "text-left",
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

/**
 * Calls the column's function rather than making a component of it: columns are made anew with each
 * render, and a new component would take the focus from what its cells hold.
 */
function drawn<Context>(
  template: ReactNode | ((context: Context) => ReactNode),
  context: Context,
): ReactNode {
  return typeof template === "function" ? template(context) : template;
}

const NO_ROWS: never[] = [];
const ROW_HEIGHT_PX = 40;
/** Tables longer than this draw only the rows in sight. */
const LONG = 120;

type RowsProps<Row extends object> = DataTableProps<Row> & { rows: Row[] | null };

function Rows<Row extends object>(props: RowsProps<Row>) {
  const { label, rows, rowId, className, expectedRows = 10, hidden = [], detail } = props;
  const t = useTranslations("states");
  const columns = props.columns.filter(({ id }) => id === undefined || !hidden.includes(id));
  const table = useTable({ features, columns, data: rows ?? NO_ROWS, getRowId: rowId });
  const scroller = useRef<HTMLDivElement>(null);
  const model = table.getRowModel().rows;
  const long = model.length > LONG;
  const height = props.height ?? (long && "max-h-[70vh]");
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: long ? model.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
  });
  const inSight = virtual.getVirtualItems();
  const shown = long ? inSight.flatMap(({ index }) => model[index] ?? []) : model;
  const above = inSight[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      aria-busy={rows === null}
      // A region that scrolls must be reachable from the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={clsx("relative overflow-auto", height, className)}
    >
      {rows === null ? <span className="sr-only">{t("loading")}</span> : null}
      <table
        className="w-full border-separate border-spacing-0 text-[0.8125rem]"
        aria-rowcount={long ? model.length + 1 : undefined}
      >
        <thead className="sticky top-0 z-10 bg-surface">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const look = header.column.columnDef.meta;
                const heading = drawn(header.column.columnDef.header, header.getContext());
                return (
                  <SortableHeading
                    key={header.id}
                    sortKey={look?.sortKey}
                    sort={props.sort ?? null}
                    onSort={props.onSort}
                    align={look?.align}
                    help={look?.help}
                    className={clsx(
                      "h-9 border-b py-1.5 align-bottom",
                      cellLook(look),
                      "text-xs font-medium text-ink-faint! sm:whitespace-nowrap",
                    )}
                  >
                    {heading}
                  </SortableHeading>
                );
              })}
            </tr>
          ))}
        </thead>
        {rows === null ? (
          <LoadingRows count={expectedRows} looks={columns.map(({ meta }) => meta)} />
        ) : (
          <tbody>
            {long ? <Gap height={above} /> : null}
            {shown.map((row) => {
              const opened = detail?.(row.original) ?? null;
              return [
                <tr
                  key={row.id}
                  aria-rowindex={long ? row.index + 2 : undefined}
                  className="group relative hover:bg-sunken/60 [&:last-child>td]:border-b-0"
                >
                  {row.getAllCells().map((cell) => (
                    <td
                      key={cell.id}
                      className={clsx("h-10 border-b py-1.5", cellLook(cell.column.columnDef.meta))}
                    >
                      {drawn(cell.column.columnDef.cell, cell.getContext())}
                    </td>
                  ))}
                </tr>,
                opened === null ? null : (
                  <tr key={`${row.id}-detail`}>
                    <td colSpan={columns.length} className="border-b bg-sunken/50 p-0">
                      {opened}
                    </td>
                  </tr>
                ),
              ];
            })}
            {long ? <Gap height={below} /> : null}
          </tbody>
        )}
      </table>
    </div>
  );
}

/** Stands for the rows out of sight. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  ) : null;
}

function LoadingRows({ count, looks }: { count: number; looks: (ColumnLook | undefined)[] }) {
  return (
    <tbody>
      {Array.from({ length: count }, (_, index) => (
        <tr key={index}>
          {looks.map((look, cell) => (
            <td key={cell} className={clsx("h-10 border-b", cellLook(look))}>
              <Skeleton className="inline-block! h-3.5 w-full max-w-24" />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
