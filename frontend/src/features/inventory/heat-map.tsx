"use client";

import { useTranslations } from "use-intl";

import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { Scope } from "@/lib/scope";

import { HeatCell } from "./heat-cell";
import { countOf, shareOf } from "./measures";
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
    <div
      role="region"
      aria-label={t("heatTitle")}
      // A region that scrolls must be reachable from the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="overflow-x-auto px-4 pb-4 sm:px-5"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className="pr-3 pb-1.5 text-left text-xs font-medium text-ink-faint">
              {t("site")}
            </th>
            {families.map((family) => (
              <th
                key={family}
                scope="col"
                className="px-1 pb-1.5 text-center text-2xs font-medium text-ink-faint"
              >
                {family ?? t("noFamily")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sites.map(({ site_id: siteId, site_code: code, site_name: name }) => (
            <tr key={siteId}>
              <th
                scope="row"
                title={name}
                className="pr-3 text-left font-mono text-xs font-normal whitespace-nowrap"
              >
                {code}
              </th>
              {families.map((family) => {
                const cell = cells.find((one) => one.site_id === siteId && one.family === family);
                const share = cell ? shareOf(measure, cell) : null;
                return (
                  <HeatCell
                    key={family}
                    share={share}
                    text={share === null ? MISSING : format.percent(share)}
                    detail={
                      cell
                        ? t("ofItemSites", {
                            count: format.integer(countOf(measure, cell)),
                            total: format.integer(cell.item_sites - cell.unknown),
                          })
                        : t("nothingHere")
                    }
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
