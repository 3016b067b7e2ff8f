import type { Metadata } from "next";

import { PageHeader } from "@/components/shell/page-header";
import { Prefetched } from "@/components/shell/prefetched";
import { PageFailure } from "@/components/states/page-failure";
import { UrlTabs } from "@/components/ui/url-tabs";
import { AuditTrail } from "@/features/administration/audit-trail";
import { DjangoLinks } from "@/features/administration/django-links";
import { Loads } from "@/features/administration/loads";
import { Nights } from "@/features/administration/nights";
import {
  auditResource,
  loadAuditParams,
  loadLoadParams,
  loadNightParams,
  loadsResource,
  nightsResource,
} from "@/features/administration/params";
import { fetchCurrentUser } from "@/features/session/queries";
import type { Resource } from "@/lib/api/resource";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/server";
import { mayAdminister } from "@/lib/session/roles";

type Props = PageProps<"/admin">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("administration");
  return { title: t("title") };
}

/** What the open part of the page shows first. */
async function resourceOf(searchParams: Props["searchParams"]): Promise<Resource<unknown>> {
  const { tab } = await searchParams;
  if (tab === "loads") return loadsResource(await loadLoadParams(searchParams));
  if (tab === "nights") return nightsResource(await loadNightParams(searchParams));
  return auditResource(await loadAuditParams(searchParams));
}

export default async function AdminPage({ searchParams }: Props) {
  const t = await getTranslations("administration");
  const user = await fetchCurrentUser();
  if (user.ok && !mayAdminister(user.data)) {
    return <PageFailure failure={{ kind: "forbidden", status: 403, code: null }} />;
  }
  const adminUrl = env().ADMIN_URL;
  return (
    <Prefetched resources={[await resourceOf(searchParams)]}>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <DjangoLinks adminUrl={adminUrl} />
      <UrlTabs
        label={t("tabsLabel")}
        tabs={[
          { name: "audit", text: t("auditTitle"), panel: <AuditTrail /> },
          { name: "loads", text: t("loadsTitle"), panel: <Loads adminUrl={adminUrl} /> },
          { name: "nights", text: t("nightsTitle"), panel: <Nights /> },
        ]}
      />
    </Prefetched>
  );
}
