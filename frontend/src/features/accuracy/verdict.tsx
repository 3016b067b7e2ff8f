"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";

import { Notice } from "@/components/ui/notice";
import { useFormat } from "@/lib/i18n/use-format";

import { modelsOf, verdictOf } from "./figures";
import type { Accuracy } from "./params";

/** Says where a naive forecast would have been better, in so many words. */
export function VerdictNotice({ rows }: { rows: readonly Accuracy[] }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const { lost, compared } = verdictOf(rows);
  if (compared === 0) return <p className="text-xs text-ink-faint">{t("notComparable")}</p>;
  if (lost.length === 0) {
    return (
      <p className="flex items-center gap-2 rounded-lg border border-success/30 bg-success-soft px-3 py-2.5 text-[0.8125rem]">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
        {t("beatsNaive", { count: compared })}
      </p>
    );
  }
  const several = modelsOf(rows).length > 1;
  const places = lost.map((row) => {
    const days = t("leadDays", { lead: row.lead_bucket.replace("-", "–") });
    const named = several ? `${row.model_tag}, ${days}` : days;
    return `${named} (${format.points(row.fva_naive)})`;
  });
  return <Notice title={t("losesTitle")}>{t("loses", { places: places.join("; ") })}</Notice>;
}
