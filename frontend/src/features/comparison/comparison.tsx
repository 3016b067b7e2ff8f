"use client";

import { useQueryState } from "nuqs";
import { useTranslations } from "use-intl";

import { Segmented } from "@/components/ui/segmented";

import { Compared } from "./compared";
import { comparisonParams, VIEWS } from "./params";
import { Segments } from "./segments";

/** Forecasts side by side: of single materials, or summed over segments. */
export function ComparisonTab() {
  const t = useTranslations("explorer");
  const [view, setView] = useQueryState(
    "view",
    comparisonParams.view.withOptions({ history: "push" }),
  );
  return (
    <div className="space-y-4">
      <Segmented
        label={t("show")}
        options={VIEWS.map((value) => ({ value, text: t(`views.${value}`) }))}
        value={view}
        onChange={(value) => {
          void setView(value);
        }}
      />
      {view === "segments" ? <Segments /> : <Compared />}
    </div>
  );
}
