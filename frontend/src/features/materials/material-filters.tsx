"use client";

import { X } from "lucide-react";
import type { Options } from "nuqs";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import type { ViewState } from "@/lib/api/view";

import { AbcFilter } from "./abc-filter";
import { FamilyFilter } from "./family-filter";
import { isFiltered, NO_FILTERS, type MaterialParams } from "./params";
import type { ItemFamily } from "./queries";
import { SearchBox } from "./search-box";

type Changes = { [Key in keyof MaterialParams]?: MaterialParams[Key] | null };

type MaterialFiltersProps = {
  params: MaterialParams;
  families: ViewState<ItemFamily[]>;
  /** How many materials the filters choose; null when that is not known. */
  total: number | null;
  pending: boolean;
  onChange: (changes: Changes, options?: Options) => void;
};

export function MaterialFilters(props: MaterialFiltersProps) {
  const { params, families, total, pending, onChange } = props;
  const t = useTranslations("materials");
  return (
    <div role="search" className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        value={params.q}
        onChange={(q) => {
          onChange({ q: q || null }, { history: "replace" });
        }}
      />
      <FamilyFilter
        families={families}
        chosen={params.family}
        onChange={(family) => {
          onChange({ family: family.length > 0 ? family : null });
        }}
      />
      <AbcFilter
        chosen={params.abc}
        onChange={(abc) => {
          onChange({ abc: abc.length > 0 ? abc : null });
        }}
      />
      {isFiltered(params) ? (
        <Button
          variant="ghost"
          onClick={() => {
            onChange(NO_FILTERS);
          }}
        >
          <X aria-hidden />
          {t("clearFilters")}
        </Button>
      ) : null}
      <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
        {pending ? t("updating") : total === null ? null : t("count", { count: total })}
      </p>
    </div>
  );
}
