"use client";

import { useTranslations } from "use-intl";

import { useResource } from "@/lib/api/use-resource";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";
import { ABC_CLASSES, type Scope } from "@/lib/scope";

import { HeatGrid } from "./heat-grid";
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
    <HeatGrid
      label={t("matrixTitle")}
      rows={rows.map((abc) => ({
        value: abc,
        text: <span className="font-semibold">{abc ?? t("noClass")}</span>,
      }))}
      columns={columns.map((xyz) => ({
        value: xyz,
        text: xyz === null ? t("noClass") : `${xyz} · ${t(`xyz.${xyz}`)}`,
      }))}
      cellOf={(abc, xyz) => cells.find((one) => one.abc_class === abc && one.xyz_class === xyz)}
      measure={measure}
      textOf={(cell) =>
        cell
          ? `${format.integer(cell.item_sites)} · ${format.shortCurrency(cell.stock_value)}`
          : MISSING
      }
    />
  );
}
