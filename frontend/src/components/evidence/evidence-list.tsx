"use client";

import { useTranslations } from "use-intl";

import { Fact, Facts } from "@/components/ui/facts";
import { KEY_FIGURES, type Evidence, type EvidenceKind } from "@/lib/evidence";
import { MISSING, type Formatter } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

function shown(format: Formatter, kind: EvidenceKind, value: unknown): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value !== "number") {
    return kind === "date" && typeof value === "string" ? format.date(value) : text(value);
  }
  if (kind === "share") return format.percent(value);
  if (kind === "money") return format.currency(value);
  return format.quantity(value);
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What an advice rests on: the figures that explain it, and all the others on demand. */
export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const t = useTranslations("evidence");
  const format = useFormat();
  const told = KEY_FIGURES.filter(([name]) => evidence[name] != null);
  const known = new Set<string>(KEY_FIGURES.map(([name]) => name));
  const others = Object.entries(evidence).filter(([name]) => !known.has(name));
  if (Object.keys(evidence).length === 0) {
    return <p className="text-[0.8125rem] text-ink-soft">{t("none")}</p>;
  }
  return (
    <div>
      <Facts className="gap-x-6!">
        {told.map(([name, kind]) => (
          <Fact key={name} label={t(`figures.${name}`)}>
            {shown(format, kind, evidence[name])}
          </Fact>
        ))}
      </Facts>
      {others.length > 0 ? (
        <details className="mt-3 text-xs">
          <summary className="w-fit cursor-pointer text-ink-faint hover:text-ink">
            {t("all", { count: others.length })}
          </summary>
          <dl className="mt-1.5 grid gap-x-5 gap-y-0.5 sm:grid-cols-2 lg:grid-cols-3">
            {others.map(([name, value]) => (
              <div key={name} className="flex min-w-0 justify-between gap-3 border-b py-0.5">
                <dt className="font-mono text-2xs text-ink-faint">{name}</dt>
                <dd className="min-w-0 truncate tabular-nums" title={text(value)}>
                  {shown(format, "text", value)}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}
