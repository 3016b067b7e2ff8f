"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { PlainDate } from "@/lib/dates";
import { shiftDays } from "@/lib/day-arithmetic";

import type { Verdict } from "./use-decide";

type DecisionDialogProps = {
  kind: "SNOOZED" | "DISMISSED";
  /** How many are decided on. */
  count: number;
  today: PlainDate;
  onDecide: (verdict: Verdict) => void;
  onClose: () => void;
};

const LONGEST_NOTE = 500;
const A_WEEK = 7;

/** Asks what a decision needs: a snooze its day, a dismissal its reason. */
export function DecisionDialog({ kind, count, today, onDecide, onClose }: DecisionDialogProps) {
  const t = useTranslations("worklist");
  const noteId = useId();
  const dayId = useId();
  const tomorrow = shiftDays(today, 1);
  const snooze = kind === "SNOOZED";
  const schema = z.object({
    until: z.string().check(z.refine((day) => !snooze || day >= tomorrow)),
    note: z.string().check(
      z.trim(),
      z.maxLength(LONGEST_NOTE),
      z.refine((note) => snooze || note.length > 0),
    ),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { until: shiftDays(today, A_WEEK), note: "" },
  });
  const { errors } = formState;
  const submit = handleSubmit(({ until, note }) => {
    onDecide({ kind, until: snooze ? until : null, note: note || null });
  });
  return (
    <Dialog
      open
      title={t(`dialogs.${kind}.title`, { count })}
      description={t(`dialogs.${kind}.body`)}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <form
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          void submit(event);
        }}
      >
        {snooze ? (
          <div>
            <label htmlFor={dayId} className="mb-1 block text-xs text-ink-soft">
              {t("until")}
            </label>
            <Input
              id={dayId}
              type="date"
              min={tomorrow}
              aria-invalid={errors.until ? true : undefined}
              {...register("until")}
            />
            {errors.until ? (
              <p role="alert" className="mt-1 text-xs text-danger">
                {t("untilWrong")}
              </p>
            ) : null}
          </div>
        ) : null}
        <div>
          <label htmlFor={noteId} className="mb-1 block text-xs text-ink-soft">
            {t(snooze ? "noteOptional" : "reason")}
          </label>
          <textarea
            id={noteId}
            rows={3}
            maxLength={LONGEST_NOTE}
            aria-invalid={errors.note ? true : undefined}
            className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base aria-invalid:border-danger sm:text-sm"
            {...register("note")}
          />
          {errors.note ? (
            <p role="alert" className="mt-1 text-xs text-danger">
              {t("reasonMissing")}
            </p>
          ) : null}
        </div>
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary">
            {t(`acts.${kind}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
