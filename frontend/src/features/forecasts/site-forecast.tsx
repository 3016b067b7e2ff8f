"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { useSite } from "@/components/site/site-choice";
import { Segmented } from "@/components/ui/segmented";
import type { ItemSite } from "@/lib/item-sites";

import { forecastParams, HORIZONS, PERIODS } from "./params";
import { SeriesPanel, type SeriesParts } from "./series-panel";

type SiteForecastProps = {
  itemId: number;
  /** What one unit of the item is, e.g. "UN". */
  unit: string;
  sites: ItemSite[];
  show: SeriesParts;
};

/** One item's demand and forecast at the site, period and horizon that the address names. */
export function SiteForecast({ itemId, unit, sites, show }: SiteForecastProps) {
  const t = useTranslations("forecast");
  const [params, setParams] = useQueryStates(forecastParams, { history: "replace" });
  const site = useSite(sites);
  if (!site) return null;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
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
        show={show}
      />
    </div>
  );
}
