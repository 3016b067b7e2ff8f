"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import { SavedViews } from "@/components/filters/saved-views";
import { useScope } from "@/components/filters/scope-bar";
import type { EmptyReason } from "@/components/states/empty-state";
import { ColumnChoice, useHiddenColumns } from "@/components/table/column-choice";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { isNarrowed, WHOLE_COMPANY } from "@/lib/scope";

import { useMaterialColumns } from "./material-columns";
import { MaterialFilters } from "./material-filters";
import { isFiltered, materialParams, NO_FILTERS } from "./params";
import { useMaterials } from "./use-materials";

/** Columns that a reader may put away, and those that are away until they are asked for. */
const OPTIONAL = ["sku", "family", "category", "abc_class", "criticality", "unit_measure"] as const;
const AWAY: readonly string[] = ["category"];

/**
 * The filters and the page of materials they choose. The address changes without a navigation:
 * one that is under way would be lost, or would lose the material that somebody just opened.
 */
export function MaterialCatalogue() {
  const t = useTranslations("materials");
  const [params, setParams] = useQueryStates(materialParams, { history: "push" });
  const { view, file } = useMaterials(params);
  const [hidden, setHidden] = useHiddenColumns("materials", AWAY);
  const total = view.state.status === "ready" ? view.state.data.metadata.total_count : null;
  return (
    <>
      <MaterialFilters
        params={params}
        total={total}
        pending={view.updating}
        onChange={(changes, options) => {
          void setParams({ ...changes, page: null }, options);
        }}
      />
      <div className="mb-3 flex flex-wrap items-center justify-end gap-2">
        <SavedViews path="/materials" />
        <ColumnChoice
          columns={OPTIONAL.map((id) => ({ id, text: t(`columns.${id}`) }))}
          hidden={hidden}
          onChange={setHidden}
        />
        <ExportMenu title={t("title")} file={file} />
      </div>
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("tableLabel")}
          columns={useMaterialColumns()}
          rowId={(item) => String(item.item_id)}
          hidden={hidden}
          sort={params.sort}
          onSort={(sort) => {
            void setParams({ sort, page: null });
          }}
          empty={useEmptyReason(total)}
          page={params.page}
          pageSize={params.size}
          onPage={(page) => {
            void setParams({ page }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, page: null });
          }}
        />
      </Card>
    </>
  );
}

/** Why there is no row, and the way out. */
function useEmptyReason(total: number | null): EmptyReason {
  const t = useTranslations("materials");
  const [params, setParams] = useQueryStates(materialParams, { history: "push" });
  const [scope, setScope] = useScope();
  if (total) {
    const action = (
      <Button
        onClick={() => {
          void setParams({ page: null });
        }}
      >
        {t("firstPage")}
      </Button>
    );
    return { title: t("beyondTitle"), body: t("beyondBody"), action };
  }
  if (!isFiltered(params) && !isNarrowed(scope)) {
    return { title: t("emptyTitle"), body: t("emptyBody") };
  }
  const action = (
    <Button
      onClick={() => {
        void setScope(WHOLE_COMPANY);
        void setParams(NO_FILTERS);
      }}
    >
      {t("clearFilters")}
    </Button>
  );
  return { title: t("noMatchTitle"), body: t("noMatchBody"), action };
}
