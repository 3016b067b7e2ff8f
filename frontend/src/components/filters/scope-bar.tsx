"use client";

import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { familiesResource, regionsResource, sitesResource } from "@/lib/api/reference";
import { useResource } from "@/lib/api/use-resource";
import { useFormat } from "@/lib/i18n/use-format";
import { isNarrowed, scopeParams, WHOLE_COMPANY, type Scope } from "@/lib/scope";

import { AbcToggle } from "./abc-toggle";
import { ChoiceFilter } from "./choice-filter";

/** The scope in the address, and what changes it; any page number starts over. */
export function useScope() {
  return useQueryStates(scopeParams, { history: "push" });
}

type ScopeBarProps = {
  /** Which filters the page's data can follow. */
  filters?: readonly (keyof Scope)[];
  /** Whether only one of the filters can be on, with one choice. */
  exclusive?: boolean;
  /** Called after a change, so that a page number can start over. */
  onChange?: () => void;
  /** More filters of the page's own. */
  children?: ReactNode;
  /** Whether one of those is on; they are cleared together with the scope. */
  narrowed?: boolean;
  onClear?: () => void;
  /** Said at the end of the line, e.g. how many rows there are. */
  status?: ReactNode;
};

type Changes = { [Key in keyof Scope]?: Scope[Key] | null };

const ALL: readonly (keyof Scope)[] = ["site", "region", "family", "abc"];

export function ScopeBar(props: ScopeBarProps) {
  const { filters = ALL, exclusive = false, onChange, children, status } = props;
  const { narrowed = false, onClear } = props;
  const t = useTranslations("filters");
  const [scope, setScope] = useScope();
  const set = (change: Changes) => {
    void setScope(exclusive ? { ...WHOLE_COMPANY, ...change } : change);
    onChange?.();
  };
  const few = <One,>(chosen: One[]): One[] | null => {
    const kept = exclusive ? chosen.slice(-1) : chosen;
    return kept.length > 0 ? kept : null;
  };
  return (
    <div role="search" className="mb-4 flex flex-wrap items-center gap-2">
      {filters.includes("site") || filters.includes("region") ? (
        <PlaceFilters filters={filters} scope={scope} onChange={set} />
      ) : null}
      {filters.includes("family") ? (
        <FamilyChoice
          chosen={scope.family}
          onChange={(family) => {
            set({ family: few(family) });
          }}
        />
      ) : null}
      {filters.includes("abc") ? (
        <AbcToggle
          chosen={scope.abc}
          onChange={(abc) => {
            // The newly pressed one is the one that was not chosen before.
            const fresh = abc.filter((one) => !scope.abc.includes(one));
            set({ abc: few(exclusive && fresh.length > 0 ? fresh : abc) });
          }}
        />
      ) : null}
      {children}
      {isNarrowed(scope) || narrowed ? (
        <Button
          variant="ghost"
          onClick={() => {
            set(WHOLE_COMPANY);
            onClear?.();
          }}
        >
          <X aria-hidden />
          {t("clear")}
        </Button>
      ) : null}
      {status ? (
        <p role="status" className="ml-auto text-xs text-ink-faint tabular-nums">
          {status}
        </p>
      ) : null}
    </div>
  );
}

const chosenId = (value: string): number | null => (value ? Number(value) : null);

type PlaceFiltersProps = {
  filters: readonly (keyof Scope)[];
  scope: Scope;
  onChange: (change: { site?: number | null; region?: number | null }) => void;
};

/** A site lies in one region, so choosing a region leaves the site, and the other way round. */
function PlaceFilters({ filters, scope, onChange }: PlaceFiltersProps) {
  const t = useTranslations("filters");
  const asked = { enabled: filters.includes("region") };
  const sites = useResource(sitesResource).data?.data ?? [];
  const regions = (useResource(regionsResource, asked).data?.data ?? []).filter(
    ({ site_count: siteCount }) => siteCount > 0,
  );
  return (
    <>
      {filters.includes("region") ? (
        <NativeSelect
          aria-label={t("region")}
          className="max-w-52 max-sm:max-w-none max-sm:grow max-sm:basis-2/5"
          value={scope.region ?? ""}
          onChange={(event) => {
            onChange({ region: chosenId(event.target.value), site: null });
          }}
        >
          <option value="">{t("allRegions")}</option>
          {regions.map((region) => (
            <option key={region.region_id} value={region.region_id}>
              {region.name}
            </option>
          ))}
        </NativeSelect>
      ) : null}
      {filters.includes("site") ? (
        <NativeSelect
          aria-label={t("site")}
          className="max-w-52 max-sm:max-w-none max-sm:grow max-sm:basis-2/5"
          value={scope.site ?? ""}
          onChange={(event) => {
            onChange({ site: chosenId(event.target.value), region: null });
          }}
        >
          <option value="">{t("allSites")}</option>
          {sites.map(({ site_id: siteId, code, name }) => (
            <option key={siteId} value={siteId}>{`${code} · ${name}`}</option>
          ))}
        </NativeSelect>
      ) : null}
    </>
  );
}

type FamilyChoiceProps = { chosen: string[]; onChange: (chosen: string[]) => void };

function FamilyChoice({ chosen, onChange }: FamilyChoiceProps) {
  const t = useTranslations("filters");
  const format = useFormat();
  const families = useResource(familiesResource).data?.data ?? [];
  return (
    <ChoiceFilter
      label={t("families")}
      none={t("noFamilies")}
      chosen={chosen}
      onChange={onChange}
      options={families.map(({ family, item_count: itemCount }) => ({
        value: family,
        text: family,
        detail: format.integer(itemCount),
      }))}
    />
  );
}
