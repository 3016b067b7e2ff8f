import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { Inventory } from "@/features/inventory/inventory";
import {
  healthResource,
  loadInventoryParams,
  matrixResource,
  positionsResource,
} from "@/features/inventory/params";
import { familiesResource, regionsResource, sitesResource } from "@/lib/api/reference";
import { getTranslations } from "@/lib/i18n/server";
import { loadScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inventory");
  return { title: t("title") };
}

export default async function InventoryPage({ searchParams }: PageProps<"/inventory">) {
  const t = await getTranslations("inventory");
  const [scope, params] = await Promise.all([
    loadScope(searchParams),
    loadInventoryParams(searchParams),
  ]);
  return (
    <Prefetched
      resources={[
        healthResource(scope),
        matrixResource(scope),
        positionsResource(params, scope),
        sitesResource,
        regionsResource,
        familiesResource,
      ]}
    >
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Inventory />
    </Prefetched>
  );
}
