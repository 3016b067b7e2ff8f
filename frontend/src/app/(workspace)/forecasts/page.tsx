import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { UrlTabs } from "@/components/ui/url-tabs";
import { AccuracyTab } from "@/features/accuracy/accuracy";
import {
  horizonResources,
  loadAccuracyParams,
  loadRunParams,
  newestRunsResource,
  runsResource,
  segmentResources,
} from "@/features/accuracy/params";
import { RunsTab } from "@/features/accuracy/runs";
import { ComparisonTab } from "@/features/comparison/comparison";
import { familiesResource, sitesResource } from "@/lib/api/reference";
import type { Resource } from "@/lib/api/resource";
import { getTranslations } from "@/lib/i18n/server";

type Props = PageProps<"/forecasts">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("forecasts");
  return { title: t("title") };
}

/** What the open part of the page shows first. */
async function resourcesOf(searchParams: Props["searchParams"]): Promise<Resource<unknown>[]> {
  const { tab } = await searchParams;
  if (tab === "runs") return [runsResource(await loadRunParams(searchParams))];
  if (tab !== "accuracy") return [newestRunsResource, familiesResource, sitesResource];
  const params = await loadAccuracyParams(searchParams);
  return [newestRunsResource, ...horizonResources(params), ...segmentResources(params)];
}

export default async function ForecastsPage({ searchParams }: Props) {
  const t = await getTranslations("forecasts");
  const tab = (name: "compare" | "accuracy" | "runs", panel: React.ReactNode) => ({
    name,
    text: t(`tabs.${name}`),
    panel,
  });
  return (
    <Prefetched resources={await resourcesOf(searchParams)}>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <UrlTabs
        label={t("tabsLabel")}
        tabs={[
          tab("compare", <ComparisonTab />),
          tab("accuracy", <AccuracyTab />),
          tab("runs", <RunsTab />),
        ]}
      />
    </Prefetched>
  );
}
