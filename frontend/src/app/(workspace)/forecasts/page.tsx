import type { Metadata } from "next";
import type { ComponentProps } from "react";

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
import {
  familyNames,
  loadComparisonParams,
  shownSegments,
  totalsResource,
  type ComparisonParams,
} from "@/features/comparison/params";
import { familiesResource, sitesResource } from "@/lib/api/reference";
import { getTranslations } from "@/lib/i18n/server";

type Props = PageProps<"/forecasts">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("forecasts");
  return { title: t("title") };
}

type Shown = Omit<ComponentProps<typeof Prefetched>, "children">;

/** What the open part of the page shows first. */
async function shownFirst(searchParams: Props["searchParams"]): Promise<Shown> {
  const { tab } = await searchParams;
  if (tab === "runs") return { resources: [runsResource(await loadRunParams(searchParams))] };
  if (tab !== "accuracy") return sums(await loadComparisonParams(searchParams));
  const params = await loadAccuracyParams(searchParams);
  return {
    resources: [newestRunsResource, ...horizonResources(params), ...segmentResources(params)],
  };
}

/** The sums over the first families, unless others or single materials were chosen. */
function sums(params: ComparisonParams): Shown {
  const byFamily = params.view === "segments" && params.by === "FAMILY";
  return {
    resources: [newestRunsResource, familiesResource, sitesResource],
    andThen: (answerOf) => {
      const families = answerOf(familiesResource);
      if (!byFamily || !families) return [];
      const segments = shownSegments(params.seg, familyNames(families));
      return segments.length > 0 ? [totalsResource(params, segments)] : [];
    },
  };
}

export default async function ForecastsPage({ searchParams }: Props) {
  const t = await getTranslations("forecasts");
  const tab = (name: "compare" | "accuracy" | "runs", panel: React.ReactNode) => ({
    name,
    text: t(`tabs.${name}`),
    panel,
  });
  return (
    <Prefetched {...await shownFirst(searchParams)}>
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
