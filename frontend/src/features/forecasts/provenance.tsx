"use client";

import { useTranslations } from "use-intl";

import { Fact, Facts } from "@/components/ui/facts";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

import type { ShownSeries, SiteSeries } from "./series";

type ProvenanceProps = { series: SiteSeries; shown: ShownSeries };

/** Which data and which model run the numbers come from. */
export function Provenance({ series, shown }: ProvenanceProps) {
  const t = useTranslations("forecast");
  const words = useTranslations("chart");
  const format = useFormat();
  const { model, asOf, dataAsOf } = series;
  const first = shown.days.at(0)?.date;
  const last = shown.days.at(-1)?.date;
  return (
    <Facts>
      <Fact label={t("asOf")}>{format.date(asOf ?? dataAsOf)}</Fact>
      <Fact label={t("model")}>
        <span className="font-mono text-xs">{model.model_tag ?? MISSING}</span>
      </Fact>
      <Fact label={t("run")}>
        <span className="font-mono text-xs">{model.run_id ?? MISSING}</span>
      </Fact>
      <Fact label={t("computedAt")}>{format.dateTime(model.computed_at)}</Fact>
      <Fact label={t("dataPeriod")}>
        {words("period", { start: format.date(first), end: format.date(last) })}
      </Fact>
    </Facts>
  );
}
