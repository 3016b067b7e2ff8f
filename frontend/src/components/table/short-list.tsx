"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { EmptyState, type EmptyReason } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { ResourceView } from "@/lib/api/use-resource";

type ShortListProps<Row> = {
  title: string;
  /** Where the whole list is. */
  href: string;
  linkText: string;
  view: ResourceView<{ data: Row[] }>;
  rowKey: (row: Row) => number;
  row: (row: Row) => ReactNode;
  empty: EmptyReason;
};

/** The first few of a list that has its own page. */
export function ShortList<Row>(props: ShortListProps<Row>) {
  const { title, href, linkText, view, rowKey, row, empty } = props;
  const { state, retry, updating } = view;
  return (
    <Card aria-label={title} aria-busy={state.status === "loading"} className="flex flex-col">
      <header className="flex items-baseline justify-between gap-3 px-4 pt-3.5 pb-1.5 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{title}</h2>
        <Link
          prefetch={false}
          href={href}
          className="text-xs font-medium text-accent hover:underline"
        >
          {linkText}
        </Link>
      </header>
      {state.status === "error" ? (
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      ) : state.status === "loading" ? (
        <div className="space-y-3 px-4 py-3 sm:px-5">
          {[0, 1, 2, 3].map((line) => (
            <Skeleton key={line} className="h-9" />
          ))}
        </div>
      ) : state.data.data.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <ul className="divide-y">
          {state.data.data.map((one) => (
            <li key={rowKey(one)} className="px-4 py-2.5 text-[0.8125rem] sm:px-5">
              {row(one)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
