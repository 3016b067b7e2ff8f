import type { Metadata } from "next";

import { Hydrated } from "@/components/shell/hydrated";
import { PageHeader } from "@/components/shell/page-header";
import { MaterialCatalogue } from "@/features/materials/material-catalogue";
import { FAMILIES_KEY, itemsKey, loadMaterialParams } from "@/features/materials/params";
import { fetchFamilies, fetchItems } from "@/features/materials/queries";
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
    <Hydrated
      answers={[
        { key: itemsKey(params), result: items },
        { key: FAMILIES_KEY, result: families },
      ]}
    >
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <MaterialCatalogue />
    </Hydrated>
  );
}
