"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";

import { useSite } from "@/components/site/site-choice";
import { EmptyState } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { useResource } from "@/lib/api/use-resource";
import { MISSING, type Formatter } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { ItemSite } from "@/lib/item-sites";

import { featuresResource } from "./resources";

function valueText(value: unknown, format: Formatter): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === "number") return format.quantity(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

type FeaturesPanelProps = { itemId: number; sites: ItemSite[] };

/** What the models saw of the item on the last day, each day folded until it is asked for. */
export function FeaturesPanel({ itemId, sites }: FeaturesPanelProps) {
  const site = useSite(sites);
  return site ? <SiteFeatures itemId={itemId} siteId={site.site_id} /> : null;
}

function SiteFeatures({ itemId, siteId }: { itemId: number; siteId: number }) {
  const t = useTranslations("features");
  const format = useFormat();
  const resource = featuresResource(itemId, siteId);
  const { state, retry, updating } = useResource(resource, { keep: false });
  if (state.status === "loading") return <Skeleton className="h-64 rounded-xl!" />;
  if (state.status === "error") {
    return (
      <Card>
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      </Card>
    );
  }
  if (state.data.data.length === 0) {
    return (
      <Card>
        <EmptyState title={t("emptyTitle")} body={t("emptyBody")} />
      </Card>
    );
  }
  return (
    <Card aria-label={t("title")} className="divide-y overflow-hidden">
      <header className="flex items-center justify-between gap-3 px-4 py-2.5 sm:px-5">
        <h2 className="text-[0.9375rem] font-semibold">{t("title")}</h2>
        <ExportMenu title={t("title")} file={resource.file} />
      </header>
      {state.data.data.toReversed().map((row, index) => (
        <details key={`${row.full_date}-${row.site_id ?? ""}`} open={index === 0} className="group">
          <summary className="flex cursor-pointer list-none items-center gap-2 px-4 py-2.5 text-[0.8125rem] hover:bg-sunken/60 sm:px-5">
            <ChevronRight
              aria-hidden
              className="size-4 text-ink-faint transition-transform group-open:rotate-90"
            />
            <span className="font-medium tabular-nums">{format.weekdayAndDate(row.full_date)}</span>
            <span className="ml-auto text-xs text-ink-faint">
              {t("count", { count: Object.keys(row.features).length })} · {row.schema_version}
            </span>
          </summary>
          <table className="mb-3 w-full text-[0.8125rem]">
            <tbody>
              {Object.entries(row.features).map(([name, value]) => (
                <tr key={name} className="border-t">
                  <th
                    scope="row"
                    className="px-4 py-1.5 text-left font-mono text-xs font-normal text-ink-soft sm:px-11"
                  >
                    {name}
                  </th>
                  <td className="px-4 py-1.5 text-right tabular-nums sm:px-5">
                    {valueText(value, format)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </Card>
  );
}
