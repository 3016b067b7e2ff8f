"use client";

import { useTranslations } from "use-intl";

import { Segmented } from "@/components/ui/segmented";

import { WINDOWS } from "./params";

type Days = (typeof WINDOWS)[number];
type WindowChoiceProps = { days: Days; onChange: (days: Days) => void };

export function WindowChoice({ days, onChange }: WindowChoiceProps) {
  const t = useTranslations("suppliers");
  return (
    <Segmented
      label={t("window")}
      options={WINDOWS.map((value) => ({ value, text: t("windowDays", { days: String(value) }) }))}
      value={days}
      onChange={onChange}
    />
  );
}
