import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { Inbox } from "@/features/alerts/inbox";
import { alertsResource, loadAlertParams } from "@/features/alerts/params";
import { familiesResource, regionsResource, sitesResource } from "@/lib/api/reference";
import { getTranslations } from "@/lib/i18n/server";
import { loadScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts");
  return { title: t("title") };
}

export default async function AlertsPage({ searchParams }: PageProps<"/alerts">) {
  const t = await getTranslations("alerts");
  const [scope, params] = await Promise.all([
    loadScope(searchParams),
    loadAlertParams(searchParams),
  ]);
  return (
    <Prefetched
      resources={[alertsResource(params, scope), sitesResource, regionsResource, familiesResource]}
    >
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Inbox />
    </Prefetched>
  );
}
