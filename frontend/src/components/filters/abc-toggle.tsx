"use client";

import { useTranslations } from "use-intl";

import { ABC_CLASSES, type Scope } from "@/lib/scope";

type AbcToggleProps = { chosen: Scope["abc"]; onChange: (chosen: Scope["abc"]) => void };

export function AbcToggle({ chosen, onChange }: AbcToggleProps) {
  const t = useTranslations("filters");
  return (
    <div
      role="group"
      aria-label={t("abcClass")}
      className="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface p-0.5"
    >
      <span aria-hidden className="px-2 text-xs text-ink-faint">
        {t("abc")}
      </span>
      {ABC_CLASSES.map((abc) => (
        <button
          key={abc}
          type="button"
          aria-label={t("abcClassName", { abc })}
          aria-pressed={chosen.includes(abc)}
          onClick={() => {
            onChange(ABC_CLASSES.filter((one) => (one === abc) !== chosen.includes(one)));
          }}
          className="h-full min-w-7 rounded-[5px] text-xs font-semibold text-ink-soft transition-colors hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          {abc}
        </button>
      ))}
    </div>
  );
}
