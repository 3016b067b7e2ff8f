"use client";

import { clsx } from "clsx";
import { CircleCheck, ChevronDown, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";

import { Popover } from "@/components/ui/popover";
import type { Schemas } from "@/lib/api/client";
import { freshnessResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { latest } from "@/lib/dates";
import { useFormat } from "@/lib/i18n/use-format";

type Feed = Schemas["Freshness"];

/** A publication brings it anew at once; this is for feeds that become late by nothing happening. */
const POLL_MS = 600_000;

export function useFreshness() {
  return useResource(freshnessResource, { everyMs: POLL_MS });
}

/** What the pages stand on: demand's last day, its run, and the feeds that are late. */
export function FreshnessStrip() {
  const t = useTranslations("freshness");
  const format = useFormat();
  const { data, state } = useFreshness();
  if (state.status === "loading") return <div className="h-7" />;
  if (!data) {
    return <p className="h-7 text-2xs leading-7 text-ink-faint">{t("unknown")}</p>;
  }
  const feeds = data.data;
  const demand = feeds.find(({ dataset }) => dataset === "demand");
  const stale = feeds.filter(({ is_stale: isStale }) => isStale);
  const asOf = demand?.as_of ?? latest(...feeds.map((feed) => feed.as_of));
  const Icon = stale.length > 0 ? TriangleAlert : CircleCheck;
  return (
    <Popover
      align="start"
      className="w-96"
      trigger={
        <button
          type="button"
          className="group inline-flex min-h-7 flex-wrap items-center gap-x-2 rounded-md text-left text-2xs text-ink-faint hover:text-ink"
        >
          <Icon
            aria-hidden
            className={clsx("size-3.5", stale.length > 0 ? "text-warning" : "text-success")}
          />
          <span className="tabular-nums">{t("asOf", { date: format.date(asOf) })}</span>
          <span aria-hidden>·</span>
          <span className="tabular-nums">
            {t("run", { run: demand?.run_id == null ? "—" : String(demand.run_id) })}
          </span>
          <span aria-hidden>·</span>
          <span className={stale.length > 0 ? "text-warning" : undefined}>
            {t("stale", { count: stale.length })}
          </span>
          <ChevronDown aria-hidden className="size-3.5" />
        </button>
      }
    >
      <FeedTable feeds={feeds} />
    </Popover>
  );
}

function FeedTable({ feeds }: { feeds: readonly Feed[] }) {
  const t = useTranslations("freshness");
  const format = useFormat();
  const tone = { STALE: "text-warning", FRESH: "text-success", NEVER_LOADED: "", NO_CADENCE: "" };
  return (
    <div className="max-h-96 overflow-y-auto">
      <table className="w-full text-xs">
        <caption className="px-3.5 pt-3 pb-1.5 text-left font-medium">{t("feeds")}</caption>
        <thead>
          <tr className="text-left text-2xs text-ink-faint">
            <th className="px-3.5 py-1 font-medium">{t("feed")}</th>
            <th className="py-1 text-right font-medium">{t("lastDay")}</th>
            <th className="px-3.5 py-1 text-right font-medium">{t("state")}</th>
          </tr>
        </thead>
        <tbody>
          {feeds
            .filter(({ state }) => state !== "NO_CADENCE")
            .map(({ dataset, title, as_of: asOf, published_at: publishedAt, state }) => (
              <tr key={dataset} className="border-t">
                <td className="px-3.5 py-1.5">
                  {t.has(`datasets.${dataset}` as "datasets.demand")
                    ? t(`datasets.${dataset}` as "datasets.demand")
                    : title}
                </td>
                <td
                  className="py-1.5 text-right text-ink-soft tabular-nums"
                  title={format.dateTime(publishedAt)}
                >
                  {format.date(asOf)}
                </td>
                <td className={clsx("px-3.5 py-1.5 text-right whitespace-nowrap", tone[state])}>
                  {t(`states.${state}`)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
