import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { MaterialCatalogue } from "@/features/materials/material-catalogue";
import { loadMaterialParams } from "@/features/materials/params";
import { fetchFamilies, fetchItems } from "@/features/materials/queries";
import { viewOf } from "@/lib/api/view";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("materials");
  return { title: t("title") };
}

export default async function MaterialsPage({ searchParams }: PageProps<"/materials">) {
  const t = await getTranslations("materials");
  const params = await loadMaterialParams(searchParams);
  const [items, families] = await Promise.all([fetchItems(params), fetchFamilies()]);
  return (
    <>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <MaterialCatalogue items={viewOf(items)} families={viewOf(families)} />
    </>
  );
}
