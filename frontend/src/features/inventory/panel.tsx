"use client";

import { useId, type ReactNode } from "react";

import { EmptyState, type EmptyReason } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { FileSource } from "@/lib/api/files";
import type { ResourceView } from "@/lib/api/use-resource";

type PanelProps<Data extends { data: unknown[] }> = {
  title: string;
  subtitle: string;
  view: ResourceView<Data>;
  empty: EmptyReason;
  file?: FileSource;
  children: (data: Data) => ReactNode;
};

/** A titled view of one answer, in each of its four cases. */
export function Panel<Data extends { data: unknown[] }>(props: PanelProps<Data>) {
  const { title, subtitle, view, empty, file, children } = props;
  const { state, retry, updating } = view;
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId} aria-busy={state.status === "loading"} className="min-w-0">
      <header className="flex items-start justify-between gap-3 px-4 pt-3.5 pb-2 sm:px-5">
        <div>
          <h2 id={titleId} className="text-[0.9375rem] font-semibold">
            {title}
          </h2>
          <p className="mt-0.5 text-xs text-ink-faint">{subtitle}</p>
        </div>
        {state.status === "ready" && state.data.data.length > 0 ? (
          <ExportMenu title={title} file={file} />
        ) : null}
      </header>
      {state.status === "error" ? (
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      ) : state.status === "loading" ? (
        <Skeleton className="m-5 h-56" />
      ) : state.data.data.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        children(state.data)
      )}
    </Card>
  );
}
