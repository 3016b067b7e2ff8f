"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

import { StateMessage } from "./state-message";

type CrashProps = { error: Error & { digest?: string }; reset: () => void };

/** What a route shows when its rendering threw. */
export function Crash({ error, reset }: CrashProps) {
  const t = useTranslations("states");
  const reference = error.digest ? ` ${t("crashReference", { digest: error.digest })}` : "";
  return (
    <StateMessage
      role="alert"
      icon={TriangleAlert}
      title={t("crashTitle")}
      body={t("crashBody") + reference}
    >
      <Button onClick={reset}>
        <RotateCw aria-hidden />
        {t("retry")}
      </Button>
    </StateMessage>
  );
}
