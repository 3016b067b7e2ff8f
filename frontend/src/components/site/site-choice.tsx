"use client";

import { parseAsInteger, useQueryState } from "nuqs";
import { useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { chosenSite, isKnownNote, type ItemSite } from "@/lib/item-sites";

import { SiteBar } from "./site-bar";

/** The site that the address names, or the one with most to show; null when it has none of it. */
export function useSite(sites: readonly ItemSite[]): ItemSite | null {
  return chosenSite(sites, useQueryState("site", parseAsInteger)[0]);
}

/** Chooses among an item's sites, and says what there is to doubt about the chosen one. */
export function SiteChoice({ sites }: { sites: ItemSite[] }) {
  const t = useTranslations("forecast");
  const [, setSite] = useQueryState("site", parseAsInteger.withOptions({ history: "push" }));
  const site = useSite(sites);
  if (sites.length === 0) {
    return (
      <Card>
        <EmptyState title={t("noSitesTitle")} body={t("noSitesBody")} />
      </Card>
    );
  }
  const note = site?.data_quality_note;
  return (
    <div className="mb-4 space-y-3">
      <SiteBar
        sites={sites}
        site={site}
        onChange={(siteId) => {
          void setSite(siteId);
        }}
      />
      {note ? (
        <Notice title={t("dataQuality")}>
          {isKnownNote(note) ? t(`dataQualityNotes.${note}`) : note}
        </Notice>
      ) : null}
      {site ? null : (
        <Card>
          <EmptyState title={t("unknownSiteTitle")} body={t("unknownSiteBody")} />
        </Card>
      )}
    </div>
  );
}
