"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { EvidenceList } from "@/components/evidence/evidence-list";
import { ErrorState } from "@/components/states/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { adviceResource, type RecommendationDetail } from "./params";

/** Why it is advised, what was decided on it, and what came of such advice before. */
export function AdviceDetail({ id }: { id: number }) {
  const t = useTranslations("worklist");
  const { state, retry, updating } = useResource(adviceResource(id), { keep: false });
  if (state.status === "error") {
    return <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />;
  }
  if (state.status === "loading") {
    return (
      <div className="space-y-2 p-4 sm:px-5">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-2/3" />
      </div>
    );
  }
  const advice = state.data;
  return (
    <div className="grid gap-x-8 gap-y-4 px-4 py-3.5 whitespace-normal sm:px-5 lg:grid-cols-[2fr_1fr]">
      <section aria-label={t("evidence")}>
        <h3 className="mb-1.5 text-xs font-semibold">{t("evidence")}</h3>
        <EvidenceList evidence={advice.evidence} />
        {advice.item_id === null ? null : (
          <p className="mt-3">
            <Link
              prefetch={false}
              className="text-xs font-medium text-accent hover:underline"
              href={`/materials/${advice.item_id}?tab=inventory${
                advice.site_id === null ? "" : `&site=${advice.site_id}`
              }`}
            >
              {t("openMaterial")}
            </Link>
          </p>
        )}
      </section>
      <div className="space-y-4">
        <Decisions advice={advice} />
        <Outcomes advice={advice} />
      </div>
    </div>
  );
}

function Decisions({ advice }: { advice: RecommendationDetail }) {
  const t = useTranslations("worklist");
  const format = useFormat();
  return (
    <section aria-label={t("decisions")}>
      <h3 className="mb-1 text-xs font-semibold">{t("decisions")}</h3>
      {advice.decisions.length === 0 ? (
        <p className="text-xs text-ink-faint">{t("noDecisions")}</p>
      ) : (
        <ol className="space-y-1.5">
          {advice.decisions.map((one) => (
            <li key={one.decided_at} className="text-xs">
              <span className="font-medium">{t(`kinds.${one.kind}`)}</span>
              {one.until ? ` ${t("untilDay", { day: format.date(one.until) })}` : null}
              <span className="text-ink-faint">
                {" "}
                · {one.actor} · {format.dateTime(one.decided_at)}
              </span>
              {one.note ? <p className="text-ink-soft">“{one.note}”</p> : null}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Outcomes({ advice }: { advice: RecommendationDetail }) {
  const t = useTranslations("worklist");
  const format = useFormat();
  const said = (value: boolean | null, yes: string, no: string) =>
    value === null ? t("unknown") : value ? yes : no;
  return (
    <section aria-label={t("outcomes")}>
      <h3 className="mb-1 text-xs font-semibold">{t("outcomes")}</h3>
      {advice.outcomes.length === 0 ? (
        <p className="text-xs text-ink-faint">{t("noOutcomes")}</p>
      ) : (
        <ul className="space-y-1">
          {advice.outcomes.map((one) => (
            <li key={one.recommendation_id} className="text-xs tabular-nums">
              {format.date(one.opened_on)}: {said(one.acted_on, t("actedOn"), t("notActedOn"))},{" "}
              {said(one.stockout, t("ranOut"), t("didNotRunOut"))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
