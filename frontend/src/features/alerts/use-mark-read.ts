"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { useToast } from "@/components/ui/toasts";
import { browserApi, dataOrThrow } from "@/lib/api/browser";
import { newsResource } from "@/lib/api/news";

import { ALERTS } from "./params";

/** Marks alerts as read by the reader; for others they stay as they were. */
export function useMarkRead() {
  const t = useTranslations("alerts");
  const say = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly number[]) =>
      dataOrThrow(browserApi.POST("/api/v1/alerts/mark-read", { body: { alert_ids: [...ids] } })),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: [ALERTS] }),
        queries.invalidateQueries({ queryKey: newsResource.key }),
      ]);
    },
    onError: () => {
      say({ title: t("failed"), body: t("failedBody"), tone: "danger" });
    },
  });
}
