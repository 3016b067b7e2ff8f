import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { topAlertsResource } from "@/features/alerts/params";
import { TopAlerts } from "@/features/alerts/top-alerts";
import { Dashboard } from "@/features/dashboard/dashboard";
import { loadDashboardParams, segmentOf, summaryResource } from "@/features/dashboard/params";
import { CriticalAdvice } from "@/features/worklist/critical-advice";
import { criticalResource } from "@/features/worklist/params";
import {
  familiesResource,
  kpiDefinitionsResource,
  regionsResource,
  sitesResource,
} from "@/lib/api/reference";
import { getLocale, getTranslations } from "@/lib/i18n/server";
import { loadScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const t = await getTranslations("dashboard");
  const [scope, { days }] = await Promise.all([
    loadScope(searchParams),
    loadDashboardParams(searchParams),
  ]);
  const references = [
    sitesResource,
    regionsResource,
    familiesResource,
    kpiDefinitionsResource(await getLocale()),
    topAlertsResource(scope),
    criticalResource(scope),
  ];
  // The figures of a place go by its code or name, which only the lists tell.
  const ofPlace = scope.site !== null || scope.region !== null;
  const company = summaryResource(days, segmentOf(scope, [], []));
  return (
    <Prefetched
      resources={ofPlace ? references : [...references, company]}
      andThen={(answerOf) => {
        const sites = answerOf(sitesResource)?.data ?? [];
        const regions = answerOf(regionsResource)?.data ?? [];
        return ofPlace ? [summaryResource(days, segmentOf(scope, sites, regions))] : [];
      }}
    >
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Dashboard>
        <TopAlerts />
        <CriticalAdvice />
      </Dashboard>
    </Prefetched>
  );
}
