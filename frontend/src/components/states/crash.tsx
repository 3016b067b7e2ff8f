"use client";

import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

import { WarningMark } from "./marks";
import { StateMessage } from "./state-message";

type CrashProps = { error: Error & { digest?: string }; reset: () => void };

/** What a route shows when its rendering threw. */
export function Crash({ error, reset }: CrashProps) {
  const t = useTranslations("states");
  const reference = error.digest ? ` ${t("crashReference", { digest: error.digest })}` : "";
  return (
    <StateMessage
      role="alert"
      icon={WarningMark}
      title={t("crashTitle")}
      body={t("crashBody") + reference}
    >
      <Button onClick={reset}>{t("retry")}</Button>
    </StateMessage>
  );
}
