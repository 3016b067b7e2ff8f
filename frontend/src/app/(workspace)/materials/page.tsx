import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { MaterialCatalogue } from "@/features/materials/material-catalogue";
import { itemsResource, loadMaterialParams } from "@/features/materials/params";
import { familiesResource, sitesResource } from "@/lib/api/reference";
import { getTranslations } from "@/lib/i18n/server";
import { loadScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("materials");
  return { title: t("title") };
}

export default async function MaterialsPage({ searchParams }: PageProps<"/materials">) {
  const t = await getTranslations("materials");
  const [scope, params] = await Promise.all([
    loadScope(searchParams),
    loadMaterialParams(searchParams),
  ]);
  return (
    <Prefetched resources={[itemsResource(params, scope), familiesResource, sitesResource]}>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <MaterialCatalogue />
    </Prefetched>
  );
}
