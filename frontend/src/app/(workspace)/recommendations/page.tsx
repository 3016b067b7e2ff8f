import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { OutcomeSummary } from "@/features/worklist/outcome-summary";
import { loadWorklistParams, worklistResource } from "@/features/worklist/params";
import { Worklist } from "@/features/worklist/worklist";
import { familiesResource, regionsResource, sitesResource } from "@/lib/api/reference";
import { getTranslations } from "@/lib/i18n/server";
import { loadScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("worklist");
  return { title: t("title") };
}

export default async function RecommendationsPage({ searchParams }: PageProps<"/recommendations">) {
  const t = await getTranslations("worklist");
  const [scope, params] = await Promise.all([
    loadScope(searchParams),
    loadWorklistParams(searchParams),
  ]);
  return (
    <Prefetched
      resources={[
        worklistResource(params, scope),
        sitesResource,
        regionsResource,
        familiesResource,
      ]}
    >
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Worklist />
      <OutcomeSummary />
    </Prefetched>
  );
}
