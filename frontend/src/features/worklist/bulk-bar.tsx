"use client";

import { AlarmClock, Check, Undo2, X } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

type BulkBarProps = {
  count: number;
  busy: boolean;
  /** Whether what is chosen was decided on already. */
  decided: boolean;
  onAcknowledge: () => void;
  onSnooze: () => void;
  onDismiss: () => void;
  onReopen: () => void;
  onClear: () => void;
};

/** What can be done with what is chosen. */
export function BulkBar(props: BulkBarProps) {
  const { count, busy, decided } = props;
  const t = useTranslations("worklist");
  return (
    <div
      role="toolbar"
      aria-label={t("bulk")}
      className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-xl border bg-surface px-3 py-2 shadow-raised"
    >
      <span className="px-1 text-xs font-medium tabular-nums">{t("chosen", { count })}</span>
      {decided ? (
        <Button disabled={busy} onClick={props.onReopen}>
          <Undo2 aria-hidden />
          {t("acts.REOPENED")}
        </Button>
      ) : (
        <>
          <Button variant="primary" disabled={busy} onClick={props.onAcknowledge}>
            <Check aria-hidden />
            {t("acts.ACKNOWLEDGED")}
          </Button>
          <Button disabled={busy} onClick={props.onSnooze}>
            <AlarmClock aria-hidden />
            {t("acts.SNOOZED")}
          </Button>
          <Button disabled={busy} onClick={props.onDismiss}>
            <X aria-hidden />
            {t("acts.DISMISSED")}
          </Button>
        </>
      )}
      <Button variant="ghost" onClick={props.onClear}>
        {t("clearChosen")}
      </Button>
    </div>
  );
}
