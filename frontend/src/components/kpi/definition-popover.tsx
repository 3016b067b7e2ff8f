"use client";

import { Info } from "lucide-react";
import { useTranslations } from "use-intl";

import { Popover } from "@/components/ui/popover";
import type { Schemas } from "@/lib/api/client";

type DefinitionPopoverProps = { definition: Schemas["KpiDefinition"] };

/** How a KPI is worked out, and from what. */
export function DefinitionPopover({ definition }: DefinitionPopoverProps) {
  const t = useTranslations("kpi");
  const { label, formula, sources } = definition;
  return (
    <Popover
      trigger={
        <button
          type="button"
          aria-label={t("definitionOf", { kpi: label })}
          title={formula}
          className="-mt-0.5 -mr-1 grid size-6 shrink-0 place-items-center rounded text-ink-faint hover:text-ink"
        >
          <Info aria-hidden className="size-3.5" />
        </button>
      }
    >
      <p className="font-medium">{label}</p>
      <p className="mt-1 text-ink-soft">{formula}</p>
      <p className="mt-2 text-2xs text-ink-faint">{t("sources")}</p>
      <p className="font-mono text-2xs break-words text-ink-soft">{sources.join(", ")}</p>
    </Popover>
  );
}
