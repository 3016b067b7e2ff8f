"use client";

import { clsx } from "clsx";

import type { ResourceView } from "@/lib/api/use-resource";
import type { PageSize } from "@/lib/page-sizes";

import { DataTable, type DataTableProps } from "./data-table";
import { Pagination } from "./pagination";

type List<Row> = { data: Row[]; metadata: { total_count: number } };

type PagedTableProps<Row extends object> = Omit<
  DataTableProps<Row>,
  "state" | "onRetry" | "retrying" | "className"
> & {
  /** One page of the list; null where there is nothing to ask for. */
  view: ResourceView<List<Row> | null>;
  /** From 1. */
  page: number;
  pageSize: PageSize;
  onPage: (page: number) => void;
  onPageSize: (pageSize: PageSize) => void;
};

/** A page of a list, paler while another is under way, and what leads to the others. */
export function PagedTable<Row extends object>(props: PagedTableProps<Row>) {
  const { view, page, pageSize, onPage, onPageSize, ...table } = props;
  const { state, data, updating, retry } = view;
  const total = data?.metadata.total_count ?? 0;
  return (
    <>
      <DataTable
        {...table}
        state={state.status === "ready" ? { status: "ready", data: state.data?.data ?? [] } : state}
        onRetry={retry}
        retrying={updating}
        className={clsx("transition-opacity", updating && data && "opacity-60")}
      />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          onPage={onPage}
          onPageSize={onPageSize}
        />
      ) : null}
    </>
  );
}
