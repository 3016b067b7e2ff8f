"use client";

import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { ScopeBar, useScope } from "@/components/filters/scope-bar";
import { Segmented } from "@/components/ui/segmented";
import { regionsResource, sitesResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";

import { DemandTrend } from "./demand-trend";
import { KpiRow } from "./kpi-row";
import { dashboardParams, PERIODS, segmentOf } from "./params";

/** `children`: lists that follow the same filters. */
export function Dashboard({ children }: { children: ReactNode }) {
  const t = useTranslations("dashboard");
  const [scope] = useScope();
  const [{ days }, setParams] = useQueryStates(dashboardParams, { history: "push" });
  const sites = useResource(sitesResource).data?.data ?? [];
  const regions = useResource(regionsResource).data?.data ?? [];
  const segment = segmentOf(scope, sites, regions);
  return (
    <>
      <ScopeBar exclusive>
        <Segmented
          label={t("days")}
          options={PERIODS.map((value) => ({ value, text: t("daysOf", { days: String(value) }) }))}
          value={days}
          onChange={(value) => {
            void setParams({ days: value });
          }}
        />
      </ScopeBar>
      <div className="space-y-4">
        <KpiRow days={days} segment={segment} />
        <DemandTrend segment={segment} />
        <div className="grid items-start gap-4 xl:grid-cols-2">{children}</div>
      </div>
    </>
  );
}
