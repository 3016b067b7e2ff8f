"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { useScope } from "@/components/filters/scope-bar";
import { ShortList } from "@/components/table/short-list";
import { Tag } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { criticalResource, PRIORITY_TONES } from "./params";

/** The open advice with most at stake. */
export function CriticalAdvice() {
  const t = useTranslations("worklist");
  const format = useFormat();
  const [scope] = useScope();
  return (
    <ShortList
      title={t("criticalTitle")}
      href="/recommendations"
      linkText={t("seeAll")}
      view={useResource(criticalResource(scope))}
      rowKey={(advice) => advice.recommendation_id}
      empty={{ title: t("noCriticalTitle"), body: t("emptyBody") }}
      row={(advice) => (
        <div className="flex items-start gap-3">
          <Tag tone={PRIORITY_TONES[advice.priority]}>{t(`priorities.${advice.priority}`)}</Tag>
          <Link
            prefetch={false}
            href={`/recommendations?open=${advice.recommendation_id}`}
            className="min-w-0 flex-1 text-pretty hover:text-accent"
          >
            {advice.message}
          </Link>
          <span className="whitespace-nowrap tabular-nums" title={t("moneyAtRisk")}>
            {format.currency(advice.money_at_risk)}
          </span>
        </div>
      )}
    />
  );
}
