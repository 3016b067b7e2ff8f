"use client";

import { useTranslations } from "use-intl";

import { Dialog } from "@/components/ui/dialog";

import { SHORTCUTS } from "./shortcuts";

type ShortcutHelpProps = {
  open: boolean;
  deciding: boolean;
  onOpenChange: (open: boolean) => void;
};

const READING: readonly string[] = ["next", "previous", "open", "help"];

/** What each letter does. */
export function ShortcutHelp({ open, deciding, onOpenChange }: ShortcutHelpProps) {
  const t = useTranslations("worklist");
  return (
    <Dialog title={t("shortcuts")} open={open} onOpenChange={onOpenChange}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-[0.8125rem]">
        {Object.entries(SHORTCUTS)
          .filter(([, action]) => deciding || READING.includes(action))
          .map(([key, action]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="inline-block min-w-6 rounded border bg-sunken px-1.5 py-0.5 text-center font-mono text-xs">
                  {key}
                </kbd>
              </dt>
              <dd className="text-ink-soft">{t(`keys.${action}`)}</dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
