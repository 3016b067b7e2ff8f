"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";

import { useToast } from "@/components/ui/toasts";
import { browserApi, dataOrThrow } from "@/lib/api/browser";
import { newsResource, NEWS_EVERY_MS } from "@/lib/api/news";
import { useResource } from "@/lib/api/use-resource";
import { readStored, store, type Reader } from "@/lib/use-stored";

import { ALERTS, newestAlertsResource, type Alert } from "./params";

/** More at once are told of by their number. */
const TOLD_BY_NAME = 3;
/** More than this are still told of by this number. */
const MOST_TOLD = 20;

/** The newest alert this browser told of, in whichever window. */
const SEEN = "nova-seen-alert";
const asAlertId: Reader<number> = (value) => (Number.isInteger(value) ? Number(value) : null);

/** The alert told of last, when `newest` is news beside it; from then on `newest` is. */
function formerWhenNews(newest: number): number | null {
  const seen = readStored(SEEN, asAlertId);
  if (seen !== null && newest <= seen) return null;
  store(SEEN, newest);
  return seen;
}

/**
 * Watches one number for what is new: answers are asked for again when the data changed, and alerts
 * that this browser has not told of are told of once.
 */
export function NewsWatch() {
  const queries = useQueryClient();
  const tell = useTell();
  const news = useResource(newsResource, { everyMs: NEWS_EVERY_MS }).data;
  const version = useRef<number | null>(null);
  useEffect(() => {
    if (!news) return;
    const changed = version.current !== null && version.current !== news.data_version;
    version.current = news.data_version;
    if (changed) {
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== newsResource.key[0],
      });
    }
    if (news.newest_alert_id === null) return;
    const former = formerWhenNews(news.newest_alert_id);
    if (former === null) return;
    dataOrThrow(newestAlertsResource(MOST_TOLD).read(browserApi)).then(
      ({ data }) => {
        tell(data.filter(({ alert_id: id }) => id > former));
      },
      // What could not be told of stays in the inbox.
      () => queries.invalidateQueries({ queryKey: [ALERTS] }),
    );
  }, [news, queries, tell]);
  return null;
}

function useTell(): (alerts: readonly Alert[]) => void {
  const t = useTranslations("alerts");
  const say = useToast();
  const router = useRouter();
  return useCallback(
    (alerts) => {
      const see = (address: string) => ({
        text: t("see"),
        run: () => {
          router.push(address);
        },
      });
      if (alerts.length > TOLD_BY_NAME) {
        say({ title: t("several", { count: alerts.length }), action: see("/alerts") });
        return;
      }
      for (const { alert_id: id, level, message } of alerts) {
        say({
          title: t(`levels.${level}`),
          body: message,
          tone: level === "CRITICAL" ? "danger" : "plain",
          action: see(`/alerts?open=${id}`),
        });
      }
    },
    [router, say, t],
  );
}
