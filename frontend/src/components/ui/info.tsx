"use client";

import { Info as Icon } from "lucide-react";
import { useTranslations } from "use-intl";

import { Popover } from "@/components/ui/popover";

type InfoProps = {
  term: string;
  /** What the term means; said on hover, and on a press for those who can't hover. */
  children: string;
};

/** What a heading or a figure means. */
export function Info({ term, children }: InfoProps) {
  const t = useTranslations("kpi");
  return (
    <Popover
      className="w-80 p-3.5 font-normal whitespace-normal"
      trigger={
        <button
          type="button"
          aria-label={t("definitionOf", { kpi: term })}
          title={children}
          className="-mx-0.5 -my-1.5 grid size-6 shrink-0 place-items-center rounded text-ink-faint hover:text-ink"
        >
          <Icon aria-hidden className="size-3.5" />
        </button>
      }
    >
      <p className="font-medium text-ink">{term}</p>
      <p className="mt-1 text-ink-soft">{children}</p>
    </Popover>
  );
}
