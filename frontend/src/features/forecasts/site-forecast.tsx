"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";

import { forecastParams, HORIZONS, PERIODS } from "./params";
import { SeriesPanel } from "./series-panel";
import { SiteBar } from "./site-bar";
import { chosenSite, isKnownNote, type ItemSite } from "./sites";

type SiteForecastProps = {
  itemId: number;
  /** What one unit of the item is, e.g. "UN". */
  unit: string;
  sites: ItemSite[];
};

/** One item's demand and forecast at the site, period and horizon that the address names. */
export function SiteForecast({ itemId, unit, sites }: SiteForecastProps) {
  const t = useTranslations("forecast");
  const [params, setParams] = useQueryStates(forecastParams, { history: "replace" });
  const site = chosenSite(sites, params.site);

  if (sites.length === 0) {
    return (
      <Card>
        <EmptyState title={t("noSitesTitle")} body={t("noSitesBody")} />
      </Card>
    );
  }
  return (
    <div className="space-y-3">
      <SiteBar
        sites={sites}
        site={site}
        onChange={(siteId) => {
          void setParams({ site: siteId }, { history: "push" });
        }}
      />
      {site?.data_quality_note ? (
        <Notice title={t("dataQuality")}>
          {isKnownNote(site.data_quality_note)
            ? t(`dataQualityNotes.${site.data_quality_note}`)
            : site.data_quality_note}
        </Notice>
      ) : null}
      {site ? (
        <>
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2 pt-1">
            <Segmented
              label={t("periodLabel")}
              options={PERIODS.map((days) => ({
                value: days,
                text: t("days", { days: String(days) }),
              }))}
              value={params.period}
              onChange={(period) => {
                void setParams({ period });
              }}
            />
            <Segmented
              label={t("horizonLabel")}
              options={HORIZONS.map((days) => ({
                value: days,
                text: t("days", { days: String(days) }),
              }))}
              value={params.horizon}
              onChange={(horizon) => {
                void setParams({ horizon });
              }}
            />
          </div>
          <SeriesPanel
            itemId={itemId}
            site={site}
            unit={unit}
            period={params.period}
            horizon={params.horizon}
          />
        </>
      ) : (
        <Card>
          <EmptyState title={t("unknownSiteTitle")} body={t("unknownSiteBody")} />
        </Card>
      )}
    </div>
  );
}
