"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useTranslations } from "use-intl";

import type { Shown } from "./toasts";

const IN_SIGHT_MS = 8_000;

type ToastShelfProps = { shown: readonly Shown[]; onClose: (id: number) => void };

/** The messages in sight, read out as they come. */
export function ToastShelf({ shown, onClose }: ToastShelfProps) {
  const t = useTranslations("toasts");
  const label = t("region");
  return (
    <Toast.Provider duration={IN_SIGHT_MS} label={label} swipeDirection="right">
      {shown.map(({ id, title, body, tone, action }) => (
        <Toast.Root
          key={id}
          onOpenChange={(open) => {
            if (!open) onClose(id);
          }}
          className={clsx(
            "flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3 shadow-raised",
            tone === "danger" && "border-danger/40",
          )}
        >
          <div className="min-w-0 flex-1">
            <Toast.Title
              className={clsx("text-[0.8125rem] font-medium", tone === "danger" && "text-danger")}
            >
              {title}
            </Toast.Title>
            {body ? (
              <Toast.Description className="mt-0.5 text-xs text-ink-soft">{body}</Toast.Description>
            ) : null}
          </div>
          {action ? (
            <Toast.Action
              altText={action.text}
              onClick={action.run}
              className="rounded px-1.5 py-0.5 text-[0.8125rem] font-medium text-accent hover:underline"
            >
              {action.text}
            </Toast.Action>
          ) : null}
          <Toast.Close
            aria-label={t("close")}
            className="rounded p-0.5 text-ink-faint hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport
        label={label}
        className="fixed right-0 bottom-0 z-50 flex w-full flex-col gap-2 p-4 outline-none sm:max-w-sm"
      />
    </Toast.Provider>
  );
}
