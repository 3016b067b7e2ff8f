"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useTranslations } from "use-intl";

import { useToast } from "@/components/ui/toasts";
import { ApiRequestError, browserApi, dataOrThrow } from "@/lib/api/browser";
import type { Schemas } from "@/lib/api/client";
import type { PlainDate } from "@/lib/dates";

import { WORKLIST } from "./params";

type Kind = Schemas["BulkDecisionBodyRequest"]["kind"];

export type Verdict = { kind: Kind; until: PlainDate | null; note: string | null };

/** The API takes no more at once. */
export const MOST_AT_ONCE = 200;

function send(ids: readonly number[], { kind, until, note }: Verdict) {
  return dataOrThrow(
    browserApi.POST("/api/v1/recommendations/decisions", {
      body: {
        recommendation_ids: [...ids],
        kind,
        ...(until !== null && { until }),
        ...(note !== null && { note }),
      },
    }),
  );
}

/** Decides on recommendations and offers to take it back; `undo` takes the last one back. */
export function useDecide() {
  const t = useTranslations("worklist");
  const say = useToast();
  const queries = useQueryClient();
  const last = useRef<readonly number[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: ({ ids, verdict }: { ids: readonly number[]; verdict: Verdict }) =>
      send(ids, verdict),
    // Not waited for, so that what was decided can be taken back before the rows have come anew.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: [WORKLIST] });
    },
    onError: (error) => {
      const refused = error instanceof ApiRequestError && error.failure.status === 409;
      say({ title: t("failed"), body: t(refused ? "failedOver" : "failedBody"), tone: "danger" });
    },
  });
  const reopen = useCallback(
    (ids: readonly number[]) => {
      mutate(
        { ids, verdict: { kind: "REOPENED", until: null, note: null } },
        {
          onSuccess: () => {
            last.current = [];
            say({ title: t("done.REOPENED", { count: ids.length }) });
          },
        },
      );
    },
    [mutate, say, t],
  );
  const undo = useCallback(() => {
    if (last.current.length > 0) reopen(last.current);
  }, [reopen]);
  const decide = useCallback(
    (ids: readonly number[], verdict: Verdict) => {
      mutate(
        { ids, verdict },
        {
          onSuccess: () => {
            last.current = ids;
            say({
              title: t(`done.${verdict.kind}`, { count: ids.length }),
              action: {
                text: t("undo"),
                run: () => {
                  reopen(ids);
                },
              },
            });
          },
        },
      );
    },
    [mutate, say, t, reopen],
  );
  return { decide, undo, reopen, busy: isPending };
}
