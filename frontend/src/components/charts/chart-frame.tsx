"use client";

import { clsx } from "clsx";
import { ChartColumn, Table2 } from "lucide-react";
import { useId, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { EmptyState, type EmptyReason } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewState } from "@/lib/api/view";
import type { FileSource } from "@/lib/api/files";
import type { CsvTable } from "@/lib/csv";

import { ChartDownloads } from "./chart-downloads";

type ChartFrameProps<Data> = {
  title: string;
  /** What one unit of the vertical axis is. */
  unit: string;
  /** The days the chart covers, in words; null until they are known. */
  period: string | null;
  state: ViewState<Data>;
  isEmpty: (data: Data) => boolean;
  empty: EmptyReason;
  onRetry: () => void;
  retrying?: boolean;
  legend?: ReactNode;
  footer?: (data: Data) => ReactNode;
  /** The same values as a table, for those who can't read the drawing. */
  table: (data: Data) => ReactNode;
  /** The same values as a file. */
  csv?: (data: Data) => CsvTable;
  /** The rows behind it, where the API has them as a file. */
  file?: FileSource;
  /** The drawing's height. */
  heightClass?: string;
  className?: string;
  children: (data: Data) => ReactNode;
};

/** A chart with its title, unit, period, table and files, in each of its four cases. */
export function ChartFrame<Data>(props: ChartFrameProps<Data>) {
  const { title, unit, period, state, isEmpty, legend, footer, csv } = props;
  const t = useTranslations("chart");
  const titleId = useId();
  const frame = useRef<HTMLElement>(null);
  const [asTable, setAsTable] = useState(false);
  const data = state.status === "ready" && !isEmpty(state.data) ? state.data : null;
  return (
    <Card
      ref={frame}
      aria-labelledby={titleId}
      aria-busy={state.status === "loading"}
      className={clsx("flex flex-col", props.className)}
    >
      <header className="flex items-start justify-between gap-x-4 px-4 pt-3.5 sm:px-5">
        <div>
          <h2 id={titleId} className="text-[0.9375rem] font-semibold">
            {title}
          </h2>
          <p className="mt-0.5 text-xs text-ink-faint tabular-nums">
            {t("unit", { unit })}
            {period ? ` · ${period}` : null}
          </p>
        </div>
        {data === null ? null : (
          <div className="-mr-2 flex">
            <Button
              variant="ghost"
              onClick={() => {
                setAsTable(!asTable);
              }}
            >
              {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
              <span className="max-sm:sr-only">{asTable ? t("showChart") : t("showTable")}</span>
            </Button>
            {csv ? (
              <ChartDownloads
                title={title}
                csv={() => csv(data)}
                file={props.file}
                frame={asTable ? null : frame}
              />
            ) : null}
          </div>
        )}
      </header>
      {legend && data !== null && !asTable ? (
        <div className="px-4 pt-2 sm:px-5">{legend}</div>
      ) : null}
      <Body {...props} data={data} asTable={asTable} />
      {footer && data !== null ? (
        <footer className="mt-auto border-t px-4 py-3 sm:px-5">{footer(data)}</footer>
      ) : null}
    </Card>
  );
}

type BodyProps<Data> = ChartFrameProps<Data> & { data: Data | null; asTable: boolean };

function Body<Data>({ state, data, asTable, heightClass, ...props }: BodyProps<Data>) {
  const t = useTranslations("states");
  const height = heightClass ?? "h-72 sm:h-88";
  if (state.status === "loading") {
    return (
      <div role="status" className="p-4 sm:p-5">
        <span className="sr-only">{t("loading")}</span>
        <Skeleton className={clsx("rounded-lg!", height)} />
      </div>
    );
  }
  if (state.status === "error") {
    return <ErrorState failure={state.failure} onRetry={props.onRetry} retrying={props.retrying} />;
  }
  if (data === null) return <EmptyState {...props.empty} />;
  if (asTable) return <div className="pt-3">{props.table(data)}</div>;
  return <div className={clsx("px-1 pt-3 pb-2 sm:px-3", height)}>{props.children(data)}</div>;
}
