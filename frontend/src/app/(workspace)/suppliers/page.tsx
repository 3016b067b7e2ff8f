import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { loadSupplierParams, scorecardsResource } from "@/features/suppliers/params";
import { fetchWindow } from "@/features/suppliers/queries";
import { Suppliers } from "@/features/suppliers/suppliers";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("suppliers");
  return { title: t("title") };
}

export default async function SuppliersPage({ searchParams }: PageProps<"/suppliers">) {
  const t = await getTranslations("suppliers");
  const { days } = await loadSupplierParams(searchParams);
  const window = await fetchWindow(days);
  return (
    <Prefetched resources={window ? [scorecardsResource(window)] : []}>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Suppliers />
    </Prefetched>
  );
}
