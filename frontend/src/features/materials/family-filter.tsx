"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ViewState } from "@/lib/api/view";
import { useFormat } from "@/lib/i18n/use-format";

import type { ItemFamily } from "./queries";

type FamilyFilterProps = {
  families: ViewState<ItemFamily[]>;
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

export function FamilyFilter({ families, chosen, onChange }: FamilyFilterProps) {
  const t = useTranslations("materials");
  const format = useFormat();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          aria-label={[t("families"), ...chosen].join(", ")}
          className={chosen.length > 0 ? "border-accent text-accent" : undefined}
        >
          <span className="max-w-44 truncate">{chosen[0] ?? t("families")}</span>
          {chosen.length > 1 ? <span>+{chosen.length - 1}</span> : null}
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 w-64">
        {families.status === "ready" ? (
          families.data.map(({ family, item_count: itemCount }) => (
            <DropdownMenuCheckboxItem
              key={family}
              checked={chosen.includes(family)}
              onCheckedChange={(checked) => {
                onChange(checked ? [...chosen, family] : chosen.filter((one) => one !== family));
              }}
            >
              <span className="min-w-0 flex-1 truncate">{family}</span>
              <span className="text-xs text-ink-faint tabular-nums">
                {format.integer(itemCount)}
              </span>
            </DropdownMenuCheckboxItem>
          ))
        ) : (
          <p className="px-2 py-3 text-[0.8125rem] text-ink-soft">
            {families.status === "loading" ? t("updating") : t("familiesFailed")}
          </p>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
