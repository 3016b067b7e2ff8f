"use client";

import { useTranslations } from "use-intl";

import { newsResource } from "@/lib/api/news";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";

/** How many alerts the reader has not read; nothing while there are none. The news watch asks anew. */
export function UnreadMark() {
  const t = useTranslations("nav");
  const format = useFormat();
  const unread = useResource(newsResource).data?.unread_alerts ?? 0;
  if (unread === 0) return null;
  return (
    <span className="rounded-full bg-danger-soft px-1.5 text-2xs font-semibold text-danger tabular-nums">
      <span aria-hidden>{format.integer(unread)}</span>
      <span className="sr-only">{t("unread", { count: unread })}</span>
    </span>
  );
}
