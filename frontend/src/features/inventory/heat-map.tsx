"use client";

import { useTranslations } from "use-intl";

import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { Scope } from "@/lib/scope";

import { HeatGrid } from "./heat-grid";
import { Panel } from "./panel";
import { healthResource, type HealthCell, type Measure } from "./params";

type HeatMapProps = { scope: Scope; measure: Measure };

/** Sites by families: where the trouble is. */
export function HeatMap({ scope, measure }: HeatMapProps) {
  const t = useTranslations("inventory");
  const resource = healthResource(scope);
  return (
    <Panel
      title={t("heatTitle")}
      subtitle={t(`measureHelp.${measure}`)}
      view={useResource(resource)}
      file={resource.file}
      empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
    >
      {({ data }) => <Grid cells={data} measure={measure} />}
    </Panel>
  );
}

function Grid({ cells, measure }: { cells: HealthCell[]; measure: Measure }) {
  const t = useTranslations("inventory");
  const format = useFormat();
  const families = [...new Set(cells.map(({ family }) => family))];
  const sites = [...new Map(cells.map((cell) => [cell.site_id, cell])).values()];
  return (
    <HeatGrid
      label={t("heatTitle")}
      corner={t("site")}
      rows={sites.map(({ site_id: siteId, site_code: code, site_name: name }) => ({
        value: siteId,
        text: <span className="font-mono">{code}</span>,
        title: name,
      }))}
      columns={families.map((family) => ({ value: family, text: family ?? t("noFamily") }))}
      cellOf={(site, family) => cells.find((one) => one.site_id === site && one.family === family)}
      measure={measure}
      textOf={(_, share) => (share === null ? MISSING : format.percent(share))}
    />
  );
}
