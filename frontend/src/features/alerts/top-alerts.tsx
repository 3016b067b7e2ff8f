"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { useScope } from "@/components/filters/scope-bar";
import { ShortList } from "@/components/table/short-list";
import { Tag } from "@/components/ui/tag";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

import { LEVEL_TONES, topAlertsResource } from "./params";

/** The open alerts that are most serious. */
export function TopAlerts() {
  const t = useTranslations("alerts");
  const format = useFormat();
  const [scope] = useScope();
  return (
    <ShortList
      title={t("topTitle")}
      href="/alerts"
      linkText={t("seeAll")}
      view={useResource(topAlertsResource(scope))}
      rowKey={(alert) => alert.alert_id}
      empty={{ title: t("empty.all"), body: t("emptyBody") }}
      row={(alert) => (
        <div className="flex items-start gap-3">
          <Tag tone={LEVEL_TONES[alert.level]}>{t(`levels.${alert.level}`)}</Tag>
          <Link
            prefetch={false}
            href={`/alerts?shown=all&open=${alert.alert_id}`}
            className="min-w-0 flex-1 text-pretty hover:text-accent"
          >
            {alert.message}
          </Link>
          <span className="text-xs whitespace-nowrap text-ink-faint tabular-nums">
            {format.dayAndMonth(alert.opened_on)}
          </span>
        </div>
      )}
    />
  );
}
