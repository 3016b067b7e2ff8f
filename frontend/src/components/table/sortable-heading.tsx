"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";

import type { Sort } from "@/lib/sort";

type SortableHeadingProps = {
  /** The API's name of the column; without it the heading only names the column. */
  sortKey: string | undefined;
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | undefined;
  align: "right" | undefined;
  /** Stands beside the heading, outside what sorts. */
  help: ReactNode;
  className: string;
  children: ReactNode;
};

/** A column's heading; a second press turns the order round. */
export function SortableHeading(props: SortableHeadingProps) {
  const { sortKey, sort, onSort, align, help, className, children } = props;
  if (sortKey === undefined || !onSort) {
    return (
      <th scope="col" className={className}>
        <Helped help={help}>{children}</Helped>
      </th>
    );
  }
  const active = sort?.by === sortKey;
  const Icon = !active ? ChevronsUpDown : sort.desc ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={active ? (sort.desc ? "descending" : "ascending") : "none"}
      className={className}
    >
      <Helped help={help}>
        <button
          type="button"
          className={clsx(
            "-mx-1 inline-flex items-center gap-1 rounded px-1 align-bottom hover:text-ink",
            align === "right" && "flex-row-reverse",
            active && "text-ink",
          )}
          onClick={() => {
            onSort({ by: sortKey, desc: active ? !sort.desc : align === "right" });
          }}
        >
          {children}
          <Icon aria-hidden className={clsx("size-3.5", !active && "opacity-50")} />
        </button>
      </Helped>
    </th>
  );
}

function Helped({ help, children }: { help: ReactNode; children: ReactNode }) {
  if (!help) return children;
  return (
    <span className="inline-flex items-center gap-1 align-bottom">
      {children}
      {help}
    </span>
  );
}
