import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { Glossary } from "@/features/glossary/glossary";
import { glossaryResource } from "@/features/glossary/terms";
import { kpiDefinitionsResource } from "@/lib/api/reference";
import { getLocale, getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("glossary");
  return { title: t("title") };
}

export default async function GlossaryPage() {
  const t = await getTranslations("glossary");
  const locale = await getLocale();
  return (
    <Prefetched resources={[glossaryResource(locale), kpiDefinitionsResource(locale)]}>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <Glossary />
    </Prefetched>
  );
}
