"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useLocale, useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Card } from "@/components/ui/card";
import { SearchInput } from "@/components/ui/search-input";
import { Skeleton } from "@/components/ui/skeleton";
import { kpiDefinitionsResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";

import { TermCard } from "./term-card";
import { glossaryResource, GROUPS, termsWith } from "./terms";

/** Every word that the pages use, as the API explains it. */
export function Glossary() {
  const t = useTranslations("glossary");
  const locale = useLocale();
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const { state, updating, retry } = useResource(glossaryResource(locale));
  const kpis = useResource(kpiDefinitionsResource(locale)).data;
  if (state.status === "error") {
    return (
      <Card>
        <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
      </Card>
    );
  }
  if (state.status === "loading") return <Skeleton className="h-96 rounded-xl!" />;
  const found = termsWith(q, state.data.data);
  const groups = GROUPS.map((group) => ({
    group,
    terms: found.filter((term) => term.group === group),
  })).filter(({ terms }) => terms.length > 0);
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-x-5 gap-y-3">
        <div role="search" className="w-full max-w-sm">
          <SearchInput
            label={t("search")}
            value={q}
            onChange={(words) => {
              void setQ(words || null);
            }}
          />
        </div>
        <nav aria-label={t("groupsLabel")} className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {groups.map(({ group, terms }) => (
            <a
              key={group}
              href={`#${group}`}
              className="text-ink-soft hover:text-accent hover:underline"
            >
              {t(`groups.${group}`)}{" "}
              <span className="text-ink-faint tabular-nums">{terms.length}</span>
            </a>
          ))}
        </nav>
      </div>
      {groups.length === 0 ? (
        <Card>
          <EmptyState title={t("noneTitle")} body={t("noneBody")} />
        </Card>
      ) : null}
      {groups.map(({ group, terms }) => (
        <section key={group} aria-labelledby={group} className="mb-7">
          <h2 id={group} className="mb-2.5 scroll-mt-16 text-sm font-semibold text-ink-soft">
            {t(`groups.${group}`)}
          </h2>
          <div className="grid items-start gap-3 lg:grid-cols-2">
            {terms.map((term) => (
              <TermCard
                key={term.name}
                term={term}
                kpi={
                  group === "KPI" ? kpis?.data.find(({ name }) => name === term.name) : undefined
                }
              />
            ))}
          </div>
        </section>
      ))}
      {kpis ? <Reasons reasons={kpis.metadata.reasons} /> : null}
    </>
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
