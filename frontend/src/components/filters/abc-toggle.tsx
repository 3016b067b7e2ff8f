"use client";

import { ToggleGroup } from "radix-ui";
import { useTranslations } from "use-intl";

import { ABC_CLASSES, type Scope } from "@/lib/scope";

type AbcToggleProps = { chosen: Scope["abc"]; onChange: (chosen: Scope["abc"]) => void };

export function AbcToggle({ chosen, onChange }: AbcToggleProps) {
  const t = useTranslations("filters");
  return (
    <ToggleGroup.Root
      type="multiple"
      aria-label={t("abcClass")}
      value={chosen}
      onValueChange={(values) => {
        onChange(ABC_CLASSES.filter((one) => values.includes(one)));
      }}
      className="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface p-0.5"
    >
      <span aria-hidden className="px-2 text-xs text-ink-faint">
        {t("abc")}
      </span>
      {ABC_CLASSES.map((abc) => (
        <ToggleGroup.Item
          key={abc}
          value={abc}
          aria-label={t("abcClassName", { abc })}
          className="h-full min-w-7 rounded-[5px] text-xs font-semibold text-ink-soft transition-colors hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:text-accent"
        >
          {abc}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
