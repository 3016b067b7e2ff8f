"use client";

import { CloudOff, Lock, RotateCw, SearchX, TriangleAlert, type LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import type { ApiFailure, FailureKind } from "@/lib/api/result";

import { StateMessage } from "./state-message";

const ICONS: Partial<Record<FailureKind, LucideIcon>> = {
  forbidden: Lock,
  "not-found": SearchX,
  unreachable: CloudOff,
};

/** Asking again changes nothing about these. */
const FINAL: readonly FailureKind[] = ["forbidden", "not-found"];

type ErrorStateProps = { failure: ApiFailure; onRetry: () => void; retrying?: boolean };

export function ErrorState({ failure, onRetry, retrying = false }: ErrorStateProps) {
  const t = useTranslations("states");
  const { kind } = failure;
  return (
    <StateMessage
      role="alert"
      icon={ICONS[kind] ?? TriangleAlert}
      title={t(`failures.${kind}.title`)}
      body={t(`failures.${kind}.body`)}
    >
      {FINAL.includes(kind) ? null : (
        <Button onClick={onRetry} disabled={retrying}>
          <RotateCw aria-hidden className={retrying ? "animate-spin" : undefined} />
          {t("retry")}
        </Button>
      )}
    </StateMessage>
  );
}
