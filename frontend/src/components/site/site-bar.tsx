"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";

import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { NativeSelect } from "@/components/ui/native-select";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import type { ItemSite } from "@/lib/item-sites";

type SiteBarProps = {
  sites: ItemSite[];
  site: ItemSite | null;
  onChange: (siteId: number) => void;
};

/** Chooses the site and says what is known of the item there. */
export function SiteBar({ sites, site, onChange }: SiteBarProps) {
  const t = useTranslations("forecast");
  const format = useFormat();
  const selectId = useId();
  return (
    <Card className="flex flex-wrap items-center gap-x-8 gap-y-3 px-4 py-3 sm:px-5">
      <div className="w-full sm:w-auto">
        <label htmlFor={selectId} className="mb-1 block text-2xs text-ink-faint">
          {t("site")}
        </label>
        <NativeSelect
          id={selectId}
          className="w-full sm:w-80"
          value={site?.site_id ?? ""}
          onChange={(event) => {
            onChange(Number(event.target.value));
          }}
        >
          {site ? null : <option value="" />}
          {sites.map(({ site_id: siteId, code, name, has_forecast: hasForecast }) => (
            <option key={siteId} value={siteId}>
              {t(hasForecast ? "siteOption" : "siteOptionNoForecast", { code, name })}
            </option>
          ))}
        </NativeSelect>
      </div>
      {site ? (
        <Facts>
          <Fact label={t("siteType")}>
            {site.site_type ? t(`siteTypes.${site.site_type}`) : MISSING}
          </Fact>
          <Fact label={t("region")}>{site.region ?? MISSING}</Fact>
          <Fact label={t("demandDays")}>{format.integer(site.demand_days)}</Fact>
          <Fact label={t("lastDemand")}>{format.date(site.last_demand_date)}</Fact>
        </Facts>
      ) : null}
    </Card>
  );
}
