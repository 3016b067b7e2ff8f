"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Card } from "@/components/ui/card";
import type { Schemas } from "@/lib/api/client";
import { useFormat } from "@/lib/i18n/use-format";
import { kpiText } from "@/lib/kpi";

import { anchorOf, type Term } from "./terms";

type Definition = Schemas["KpiDefinition"];

/** One word: what it means, how it is worked out, from what, and its targets where it has any. */
export function TermCard({ term, kpi }: { term: Term; kpi: Definition | undefined }) {
  const t = useTranslations("glossary");
  const { name, label, meaning, formula, unit, direction, sources, reference } = term;
  return (
    <Card id={anchorOf(term)} aria-label={label} className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="text-[0.9375rem] font-semibold">{label}</h3>
        <code className="text-2xs text-ink-faint">{name}</code>
      </div>
      {meaning === null ? null : (
        <p className="mt-1 text-[0.8125rem] text-pretty text-ink-soft first-letter:uppercase">
          {meaning}
        </p>
      )}
      <dl className="mt-2.5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        <Line name={t("formula")}>{formula}</Line>
        <Line name={t("unit")}>{unit === null ? null : t(`units.${unit}` as "units.units")}</Line>
        <Line name={t("better")}>{direction === null ? null : t(`directions.${direction}`)}</Line>
        <Line name={t("reference")}>{reference}</Line>
        <Line name={t("sources")}>
          <span className="font-mono text-2xs break-words">{sources.join(", ")}</span>
        </Line>
        <Line name={t("targets")}>
          {kpi && kpi.targets.length > 0 ? <Targets definition={kpi} /> : null}
        </Line>
      </dl>
    </Card>
  );
}

/** Nothing where nothing is known. */
function Line({ name, children }: { name: string; children: ReactNode }) {
  return children === null ? null : (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Targets({ definition: { targets, unit } }: { definition: Definition }) {
  const t = useTranslations("glossary");
  const kpi = useTranslations("kpi");
  const format = useFormat();
  return (
    <ul className="space-y-0.5">
      {targets.map((target) => (
        <li key={`${target.dimension ?? ""}${target.segment ?? ""}`} className="tabular-nums">
          {target.dimension
            ? t("segmentTarget", {
                segment: `${t(`dimensions.${target.dimension}`)} ${target.segment ?? ""}`,
              })
            : t("companyTarget")}{" "}
          {kpi(`bounds.${target.comparison}`, {
            target:
              target.comparison === "REDUCTION"
                ? format.percent(target.target)
                : kpiText(format, unit, target.target),
            upper: kpiText(format, unit, target.upper_target),
          })}
          {target.baseline === null ? null : (
            <span className="text-ink-faint">
              {" "}
              ({t("baseline", { value: kpiText(format, unit, target.baseline) })})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
