"use client";

import type { Options } from "nuqs";
import { useTranslations } from "use-intl";

import { ChoiceFilter } from "@/components/filters/choice-filter";
import { ScopeBar } from "@/components/filters/scope-bar";
import { SearchInput } from "@/components/ui/search-input";

import { DEMAND_CLASSES, isFiltered, NO_FILTERS, XYZ_CLASSES, type MaterialParams } from "./params";

type Changes = { [Key in keyof MaterialParams]?: MaterialParams[Key] | null };

type MaterialFiltersProps = {
  params: MaterialParams;
  /** How many materials the filters choose; null when that is not known. */
  total: number | null;
  pending: boolean;
  onChange: (changes: Changes, options?: Options) => void;
};

export function MaterialFilters(props: MaterialFiltersProps) {
  const { params, total, pending, onChange } = props;
  const t = useTranslations("materials");
  return (
    <ScopeBar
      filters={["site", "family", "abc"]}
      onChange={() => {
        onChange({});
      }}
      narrowed={isFiltered(params)}
      onClear={() => {
        onChange(NO_FILTERS);
      }}
      status={pending ? t("updating") : total === null ? null : t("count", { count: total })}
    >
      <ChoiceFilter
        label={t("xyz")}
        none=""
        options={XYZ_CLASSES.map((value) => ({ value, text: t(`xyzClasses.${value}`) }))}
        chosen={params.xyz}
        onChange={(chosen) => {
          onChange({ xyz: XYZ_CLASSES.filter((one) => chosen.includes(one)) });
        }}
      />
      <ChoiceFilter
        label={t("demandClass")}
        none=""
        options={DEMAND_CLASSES.map((value) => ({ value, text: t(`demandClasses.${value}`) }))}
        chosen={params.demand}
        onChange={(chosen) => {
          onChange({ demand: DEMAND_CLASSES.filter((one) => chosen.includes(one)) });
        }}
      />
      <SearchInput
        className="order-first sm:w-64"
        label={t("search")}
        value={params.q}
        onChange={(q) => {
          onChange({ q: q || null }, { history: "replace" });
        }}
      />
    </ScopeBar>
  );
}
