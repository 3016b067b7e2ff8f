"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { ScopeBar, useScope } from "@/components/filters/scope-bar";
import { Segmented } from "@/components/ui/segmented";

import { ClassMatrix } from "./class-matrix";
import { HeatMap } from "./heat-map";
import { inventoryParams, MEASURES } from "./params";
import { Positions } from "./positions";
import { SiteMap } from "./site-map";

export function Inventory() {
  const t = useTranslations("inventory");
  const [scope] = useScope();
  const [{ measure }, setParams] = useQueryStates(inventoryParams, { history: "push" });
  return (
    <>
      <ScopeBar
        onChange={() => {
          void setParams({ page: null });
        }}
      >
        <Segmented
          label={t("measure")}
          options={MEASURES.map((value) => ({ value, text: t(`measures.${value}`) }))}
          value={measure}
          onChange={(chosen) => {
            void setParams({ measure: chosen });
          }}
        />
      </ScopeBar>
      <div className="space-y-4">
        <HeatMap scope={scope} measure={measure} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <ClassMatrix scope={scope} measure={measure} />
          <SiteMap scope={scope} measure={measure} />
        </div>
        <Positions scope={scope} />
      </div>
    </>
  );
}
