"use client";

import { Search } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useLocale, useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { kpiDefinitionsResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";
import { kpiText } from "@/lib/kpi";

type Definition = Schemas["KpiDefinition"];

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every figure's definition, as the API gives it. */
export function Glossary() {
  const t = useTranslations("glossary");
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const { state, updating, retry } = useResource(kpiDefinitionsResource(useLocale()));
  if (state.status === "error") {
    return (
      <Card>
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      </Card>
    );
  }
  if (state.status === "loading") return <Skeleton className="h-96 rounded-xl" />;
  const found = state.data.data.filter((one) =>
    plain(`${one.label} ${one.name} ${one.formula}`).includes(plain(q.trim())),
  );
  return (
    <>
      <div role="search" className="relative mb-4 max-w-sm">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint"
        />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={q}
          onChange={(event) => {
            void setQ(event.target.value || null);
          }}
          className="pl-8.5"
        />
      </div>
      {found.length === 0 ? (
        <Card>
          <EmptyState title={t("noneTitle")} body={t("noneBody")} />
        </Card>
      ) : (
        <div className="grid items-start gap-3 lg:grid-cols-2">
          {found.map((definition) => (
            <DefinitionCard key={definition.name} definition={definition} />
          ))}
        </div>
      )}
      <Reasons reasons={state.data.metadata.reasons} />
    </>
  );
}

function DefinitionCard({ definition }: { definition: Definition }) {
  const t = useTranslations("glossary");
  const { name, label, formula, unit, direction, sources, targets } = definition;
  return (
    <Card id={name} aria-label={label} className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="text-[0.9375rem] font-semibold">{label}</h2>
        <code className="text-2xs text-ink-faint">{name}</code>
      </div>
      <p className="mt-1 text-[0.8125rem] text-ink-soft">{formula}</p>
      <dl className="mt-2.5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        <dt className="text-ink-faint">{t("unit")}</dt>
        <dd>{t(`units.${unit}`)}</dd>
        <dt className="text-ink-faint">{t("better")}</dt>
        <dd>{t(`directions.${direction}`)}</dd>
        <dt className="text-ink-faint">{t("sources")}</dt>
        <dd className="font-mono text-2xs break-words">{sources.join(", ")}</dd>
        {targets.length > 0 ? (
          <>
            <dt className="text-ink-faint">{t("targets")}</dt>
            <dd>
              <Targets definition={definition} />
            </dd>
          </>
        ) : null}
      </dl>
    </Card>
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

/** Why a figure may be missing. */
function Reasons({ reasons }: { reasons: Record<string, string> }) {
  const t = useTranslations("glossary");
  return (
    <Card aria-label={t("reasons")} className="mt-6 px-4 py-3.5 sm:px-5">
      <h2 className="text-[0.9375rem] font-semibold">{t("reasons")}</h2>
      <dl className="mt-2 grid gap-x-4 gap-y-1.5 text-[0.8125rem] sm:grid-cols-[auto_1fr]">
        {Object.entries(reasons).map(([code, words]) => (
          <div key={code} className="contents">
            <dt className="font-mono text-2xs leading-5 text-ink-faint">{code}</dt>
            <dd className="text-ink-soft">{words}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
