"use client";

import { useTranslations } from "use-intl";

import { useSite } from "@/components/site/site-choice";
import { DataTable, type DataColumn } from "@/components/table/data-table";
import { ExportMenu } from "@/components/table/export-menu";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { ItemSite } from "@/lib/item-sites";

import { familyAccuracyResource, policiesResource, projectionResource } from "./resources";
import { trustOf, verdictOf } from "./verdict";

type Policy = Schemas["Policy"];
type OverviewPanelProps = { itemId: number; family: string | null; sites: ItemSite[] };

/** Where a material stands: what the forecast says in a sentence, and its policy at each site. */
export function OverviewPanel({ itemId, family, sites }: OverviewPanelProps) {
  const t = useTranslations("stock");
  const site = useSite(sites);
  const resource = policiesResource(itemId);
  const policies = useResource(resource);
  const rows = policies.data?.data ?? [];
  return (
    <>
      {site ? <Verdict itemId={itemId} family={family} site={site} /> : null}
      <Card className="overflow-hidden">
        <header className="flex items-end justify-between gap-3 px-4 pt-3.5 pb-2 sm:px-5">
          <div>
            <h2 className="text-[0.9375rem] font-semibold">{t("policyTitle")}</h2>
            <p className="mt-0.5 text-xs text-ink-faint">{t("policySubtitle")}</p>
          </div>
          <ExportMenu title={t("policyTitle")} file={resource.file} />
        </header>
        <DataTable
          label={t("policyTitle")}
          columns={usePolicyColumns()}
          state={
            policies.state.status === "ready" ? { status: "ready", data: rows } : policies.state
          }
          rowId={(policy) => String(policy.site_id)}
          empty={{ title: t("noPolicyTitle"), body: t("noPolicyBody") }}
          onRetry={policies.retry}
          retrying={policies.updating}
          expectedRows={3}
        />
      </Card>
    </>
  );
}

type VerdictProps = { itemId: number; family: string | null; site: ItemSite };

function Verdict({ itemId, family, site }: VerdictProps) {
  const t = useTranslations("stock");
  const format = useFormat();
  const { state } = useResource(projectionResource(itemId, site.site_id), { keep: false });
  if (state.status === "error") return null;
  return (
    <Card aria-label={t("verdictTitle")} className="px-4 py-3.5 sm:px-5">
      <h2 className="text-xs font-medium text-ink-faint">{`${t("verdictTitle")} · ${site.name}`}</h2>
      {state.status === "loading" ? (
        <Skeleton className="mt-2 h-6 w-80 max-w-full" />
      ) : (
        <p className="mt-0.5 text-base font-medium text-pretty">
          {verdictOf(state.data, t, format.date)}
        </p>
      )}
      {family === null ? null : <Trust family={family} />}
    </Card>
  );
}

/** What speaks for or against the forecast: nothing before a run was scored on the family. */
function Trust({ family }: { family: string }) {
  const t = useTranslations("stock");
  const format = useFormat();
  const { data } = useResource(familyAccuracyResource(family), { keep: false });
  const accuracy = data?.data[0];
  const trust = accuracy ? trustOf(accuracy) : null;
  if (!accuracy || !trust) return null;
  return (
    <p className="mt-1 text-[0.8125rem] text-pretty text-ink-soft">
      {t(`trust.${trust.kind}`, {
        family,
        gain: format.rate(trust.gain),
        wape: format.rate(accuracy.wape),
        naive: format.rate(accuracy.wape_naive),
        days: t("trustDays", {
          first: format.date(accuracy.first_day),
          last: format.date(accuracy.last_day),
        }),
      })}
    </p>
  );
}

function usePolicyColumns(): DataColumn<Policy>[] {
  const t = useTranslations("stock");
  const format = useFormat();
  const right = (id: string, header: string, value: (policy: Policy) => string, wide = false) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Policy } }) => value(row.original),
    meta: { align: "right" as const, className: wide ? "hidden md:table-cell" : undefined },
  });
  return [
    {
      id: "site",
      header: t("site"),
      cell: ({ row }) => (
        <>
          {row.original.site_name}
          <span className="block font-mono text-2xs text-ink-faint">{row.original.site_code}</span>
        </>
      ),
    },
    {
      id: "class",
      header: t("classes"),
      cell: ({ row }) =>
        [row.original.abc_class, row.original.xyz_class].filter(Boolean).join("") || MISSING,
      meta: { className: "hidden sm:table-cell" },
    },
    right("stock", t("currentStock"), (one) => format.quantity(one.current_stock)),
    right("inbound", t("arriving"), (one) => format.quantity(one.inbound_quantity), true),
    right("safety", t("safetyStock"), (one) => format.estimate(one.safety_stock), true),
    right("reorder", t("reorderPoint"), (one) => format.estimate(one.reorder_point)),
    right("lead", t("leadTime"), (one) => format.quantity(one.lead_time_days), true),
    right("service", t("serviceLevel"), (one) => format.percent(one.service_level), true),
    right("rupture", t("daysToRupture"), (one) => format.integer(one.days_to_rupture)),
  ];
}
