"use client";

import { useTranslations } from "use-intl";

import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import { ABC_CLASSES, type Scope } from "@/lib/scope";

import { HeatCell } from "./heat-cell";
import { countOf, shareOf } from "./measures";
import { Panel } from "./panel";
import { matrixResource, type MatrixCell, type Measure } from "./params";

const XYZ = ["X", "Y", "Z", null] as const;

type ClassMatrixProps = { scope: Scope; measure: Measure };

/** Value against regularity of demand: where stock deserves which care. */
export function ClassMatrix({ scope, measure }: ClassMatrixProps) {
  const t = useTranslations("inventory");
  const resource = matrixResource(scope);
  return (
    <Panel
      title={t("matrixTitle")}
      subtitle={t("matrixSubtitle")}
      view={useResource(resource)}
      file={resource.file}
      empty={{ title: t("emptyTitle"), body: t("emptyBody") }}
    >
      {({ data }) => <Matrix cells={data} measure={measure} />}
    </Panel>
  );
}

function Matrix({ cells, measure }: { cells: MatrixCell[]; measure: Measure }) {
  const t = useTranslations("inventory");
  const format = useFormat();
  const rows = [...ABC_CLASSES, ...(cells.some((cell) => cell.abc_class === null) ? [null] : [])];
  const columns = XYZ.filter(
    (xyz) => xyz !== null || cells.some((cell) => cell.xyz_class === null),
  );
  return (
    <div className="overflow-x-auto px-4 pb-4 sm:px-5">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <td />
            {columns.map((xyz) => (
              <th
                key={xyz}
                scope="col"
                className="pb-1.5 text-center text-2xs font-medium text-ink-faint"
              >
                {xyz === null ? t("noClass") : `${xyz} · ${t(`xyz.${xyz}`)}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((abc) => (
            <tr key={abc}>
              <th scope="row" className="pr-3 text-left text-xs font-semibold">
                {abc ?? t("noClass")}
              </th>
              {columns.map((xyz) => {
                const cell = cells.find((one) => one.abc_class === abc && one.xyz_class === xyz);
                const share = cell ? shareOf(measure, cell) : null;
                return (
                  <HeatCell
                    key={xyz}
                    share={share}
                    text={
                      cell
                        ? `${format.integer(cell.item_sites)} · ${format.shortCurrency(cell.stock_value)}`
                        : MISSING
                    }
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
