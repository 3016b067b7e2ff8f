"use client";

import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { cn } from "@/lib/cn";

export type Message = {
  title: string;
  body?: string;
  tone?: "plain" | "danger";
  /** One thing to do about it, such as taking a decision back. */
  action?: { text: string; run: () => void };
};

type Shown = Message & { id: number };

const Say = createContext<(message: Message) => void>(() => undefined);

/** Shows a passing message. */
export const useToast = () => useContext(Say);

const IN_SIGHT_MS = 8_000;
/** More at once would hide the page. */
const MOST = 4;

/** Passing messages at the edge of the page, read out as they come. */
export function Toasts({ children }: { children: ReactNode }) {
  const t = useTranslations("toasts");
  const [shown, setShown] = useState<Shown[]>([]);
  const say = useCallback((message: Message) => {
    setShown((former) => [
      ...former.slice(1 - MOST),
      { ...message, id: (former.at(-1)?.id ?? 0) + 1 },
    ]);
  }, []);
  const label = useMemo(() => t("region"), [t]);
  return (
    <Toast.Provider duration={IN_SIGHT_MS} label={label} swipeDirection="right">
      <Say.Provider value={say}>{children}</Say.Provider>
      {shown.map(({ id, title, body, tone, action }) => (
        <Toast.Root
          key={id}
          onOpenChange={(open) => {
            if (!open) setShown((former) => former.filter((one) => one.id !== id));
          }}
          className={cn(
            "flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3 shadow-raised",
            tone === "danger" && "border-danger/40",
          )}
        >
          <div className="min-w-0 flex-1">
            <Toast.Title
              className={cn("text-[0.8125rem] font-medium", tone === "danger" && "text-danger")}
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
