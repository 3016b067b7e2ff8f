"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";

import { useToast } from "@/components/ui/toasts";
import { browserApi, dataOrThrow } from "@/lib/api/browser";
import { newsResource, NEWS_EVERY_MS } from "@/lib/api/news";
import { useResource } from "@/lib/api/use-resource";

import { ALERTS, newestAlertsResource, type Alert } from "./params";

/** More at once are told of by their number. */
const TOLD_BY_NAME = 3;

/**
 * Watches one number for what is new: answers are asked for again when the data changed, and alerts
 * raised since the page was opened are told of once.
 */
export function NewsWatch() {
  const t = useTranslations("alerts");
  const say = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const news = useResource(newsResource, { everyMs: NEWS_EVERY_MS }).data;
  const seen = useRef<{ version: number; alert: number } | null>(null);
  useEffect(() => {
    if (!news) return;
    const former = seen.current;
    const newest = news.newest_alert_id ?? former?.alert ?? 0;
    seen.current = { version: news.data_version, alert: Math.max(newest, former?.alert ?? 0) };
    if (!former || former.version === news.data_version) return;
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "data-version" });
    if (newest <= former.alert) return;
    const tell = (alerts: readonly Alert[]) => {
      const fresh = alerts.filter(({ alert_id: id }) => id > former.alert);
      const open = (address: string) => () => {
        router.push(address);
      };
      if (fresh.length > TOLD_BY_NAME) {
        say({
          title: t("several", { count: fresh.length }),
          action: { text: t("see"), run: open("/alerts") },
        });
        return;
      }
      for (const { alert_id: id, level, message } of fresh) {
        say({
          title: t(`levels.${level}`),
          body: message,
          tone: level === "CRITICAL" ? "danger" : "plain",
          action: { text: t("see"), run: open(`/alerts?open=${id}`) },
        });
      }
    };
    dataOrThrow(newestAlertsResource(20).read(browserApi)).then(
      ({ data }) => {
        tell(data);
      },
      // What could not be told of stays in the inbox.
      () => queries.invalidateQueries({ queryKey: [ALERTS] }),
    );
  }, [news, queries, router, say, t]);
  return null;
}
