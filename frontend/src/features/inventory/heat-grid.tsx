"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { useFormat } from "@/lib/i18n/use-format";

import { HeatCell } from "./heat-cell";
import { countOf, shareOf } from "./measures";
import type { HealthCell, MatrixCell, Measure } from "./params";

type Side<Value> = { value: Value; text: ReactNode; title?: string };

type HeatGridProps<Row, Column, Cell extends HealthCell | MatrixCell> = {
  label: string;
  /** What the rows are, above their names. */
  corner?: string;
  rows: readonly Side<Row>[];
  columns: readonly Side<Column>[];
  cellOf: (row: Row, column: Column) => Cell | undefined;
  measure: Measure;
  /** What a cell says; its colour tells the measure. */
  textOf: (cell: Cell | undefined, share: number | null) => string;
};

/** Item-sites by two sides, each cell as warm as its share of the measure. */
export function HeatGrid<Row, Column, Cell extends HealthCell | MatrixCell>(
  props: HeatGridProps<Row, Column, Cell>,
) {
  const { label, corner, rows, columns, cellOf, measure, textOf } = props;
  const t = useTranslations("inventory");
  const format = useFormat();
  const detailOf = (cell: Cell | undefined) =>
    cell
      ? t("ofItemSites", {
          count: format.integer(countOf(measure, cell)),
          total: format.integer(cell.item_sites - cell.unknown),
        })
      : t("nothingHere");
  return (
    <div
      role="region"
      aria-label={label}
      // A region that scrolls must be reachable from the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="overflow-x-auto px-4 pb-4 sm:px-5"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {corner ? (
              <th scope="col" className="pr-3 pb-1.5 text-left text-xs font-medium text-ink-faint">
                {corner}
              </th>
            ) : (
              <td />
            )}
            {columns.map(({ value, text }) => (
              <th
                key={String(value)}
                scope="col"
                className="px-1 pb-1.5 text-center text-2xs font-medium text-ink-faint"
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ value: row, text, title }) => (
            <tr key={String(row)}>
              <th
                scope="row"
                title={title}
                className="pr-3 text-left text-xs font-normal whitespace-nowrap"
              >
                {text}
              </th>
              {columns.map(({ value: column }) => {
                const cell = cellOf(row, column);
                const share = cell ? shareOf(measure, cell) : null;
                return (
                  <HeatCell
                    key={String(column)}
                    share={share}
                    text={textOf(cell, share)}
                    detail={detailOf(cell)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
