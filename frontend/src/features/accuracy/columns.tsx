"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { Info } from "@/components/ui/info";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import { AddedValue } from "./added-value";
import { modelName } from "./model-names";
import { modelsOf, type Model } from "./figures";
import type { Accuracy } from "./params";

const FIGURES = [
  { id: "wape" },
  { id: "wape_naive", className: "hidden sm:table-cell" },
  { id: "fva_naive" },
  { id: "fva_zero", className: "hidden xl:table-cell" },
  { id: "bias", className: "hidden md:table-cell" },
  { id: "mase", className: "hidden md:table-cell" },
  { id: "rmsse", className: "hidden 2xl:table-cell" },
  { id: "interval_coverage", className: "hidden lg:table-cell" },
  { id: "mape", className: "hidden 2xl:table-cell" },
  { id: "actual", className: "hidden lg:table-cell" },
  { id: "cells", className: "hidden 2xl:table-cell" },
] as const;

type FigureId = (typeof FIGURES)[number]["id"];

function useFigureCells(): Record<FigureId, (row: Accuracy) => ReactNode> {
  const t = useTranslations("accuracy");
  const format = useFormat();
  return {
    wape: (row) => <strong className="font-medium">{format.rate(row.wape)}</strong>,
    wape_naive: (row) => format.rate(row.wape_naive),
    fva_naive: (row) => <AddedValue added={row.fva_naive} />,
    fva_zero: (row) => (row.fva_zero === null ? MISSING : format.points(row.fva_zero)),
    bias: (row) => format.rate(row.bias),
    mase: (row) => format.estimate(row.mase),
    rmsse: (row) => format.estimate(row.rmsse),
    interval_coverage: (row) =>
      row.interval_coverage === null
        ? MISSING
        : t("coverageOf", {
            share: format.rate(row.interval_coverage),
            level: format.percent(row.nominal_coverage),
          }),
    // Of rare demand it sees little, so it never stands without its coverage.
    mape: (row) =>
      row.mape === null
        ? MISSING
        : t("mapeOf", {
            mape: format.rate(row.mape),
            share: format.rate(row.mape_coverage),
          }),
    actual: (row) => format.quantity(row.actual),
    cells: (row) => format.integer(row.cells),
  };
}

type Options = {
  rows: readonly Accuracy[];
  first: DataColumn<Accuracy>;
  /** Figures that can be sorted by. */
  sortable?: readonly string[];
};

/** `first`, then the model where there are several, then the figures with their definitions. */
export function useAccuracyColumns({
  rows,
  first,
  sortable = [],
}: Options): DataColumn<Accuracy>[] {
  const t = useTranslations("accuracy");
  const cells = useFigureCells();
  const models = modelsOf(rows);
  const named = new Map(models.map((model: Model) => [model.key, modelName(model, models)]));
  const figures = FIGURES.map((figure): DataColumn<Accuracy> => {
    const name = t(`figures.${figure.id}.name`);
    return {
      id: figure.id,
      header: name,
      cell: ({ row }) => cells[figure.id](row.original),
      meta: {
        align: "right",
        className: "className" in figure ? figure.className : undefined,
        sortKey: sortable.includes(figure.id) ? figure.id : undefined,
        help: <Info term={name}>{t(`figures.${figure.id}.help`)}</Info>,
      },
    };
  });
  const model: DataColumn<Accuracy> = {
    id: "model",
    header: t("model"),
    cell: ({ row: { original: row } }) => (
      <span className="font-mono text-xs">
        {named.get(`${row.forecast_run_id} ${row.model_tag}`)}
      </span>
    ),
  };
  return [first, ...(models.length > 1 ? [model] : []), ...figures];
}
