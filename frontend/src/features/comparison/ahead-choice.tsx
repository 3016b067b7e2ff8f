"use client";

import { useQueryState } from "nuqs";
import { useTranslations } from "use-intl";

import { Segmented } from "@/components/ui/segmented";

import { AHEAD, comparisonParams } from "./params";

export function AheadChoice() {
  const t = useTranslations("explorer");
  const [ahead, setAhead] = useQueryState("ahead", comparisonParams.ahead);
  return (
    <Segmented
      label={t("ahead")}
      options={AHEAD.map((value) => ({ value, text: t("nDays", { days: String(value) }) }))}
      value={ahead}
      onChange={(value) => {
        void setAhead(value);
      }}
    />
  );
}
