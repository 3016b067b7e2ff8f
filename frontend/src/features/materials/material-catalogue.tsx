"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";

import type { EmptyReason } from "@/components/states/empty-state";
import { DataTable } from "@/components/table/data-table";
import { Pagination } from "@/components/table/pagination";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { viewOfQuery, type ViewState } from "@/lib/api/view";
import { cn } from "@/lib/cn";

import { useMaterialColumns } from "./material-columns";
import { MaterialFilters } from "./material-filters";
import { isFiltered, materialParams, NO_FILTERS, PAGE_SIZES } from "./params";
import type { Item } from "./queries";
import { useFamilies, useMaterials } from "./use-materials";

/**
 * The filters and the page of materials they choose. The address changes without a navigation:
 * one that is under way would be lost, or would lose the material that somebody just opened.
 */
export function MaterialCatalogue() {
  const t = useTranslations("materials");
  const [params, setParams] = useQueryStates(materialParams, { history: "push" });
  const materials = useMaterials(params);
  const families = viewOfQuery(useFamilies());
  const items = viewOfQuery(materials);
  const pending = materials.isFetching;
  const total = items.status === "ready" ? items.data.metadata.total_count : null;
  const rows: ViewState<Item[]> =
    items.status === "ready" ? { status: "ready", data: items.data.data } : items;

  return (
    <>
      <MaterialFilters
        params={params}
        families={families}
        total={total}
        pending={pending}
        onChange={(changes, options) => {
          void setParams({ ...changes, page: null }, options);
        }}
      />
      <Card className={cn("overflow-hidden transition-opacity", pending && "opacity-60")}>
        <DataTable
          label={t("tableLabel")}
          columns={useMaterialColumns()}
          state={rows}
          rowId={(item) => String(item.item_id)}
          empty={useEmptyReason(total, isFiltered(params), (change) => {
            void setParams(change);
          })}
          onRetry={() => {
            void materials.refetch();
          }}
          retrying={pending}
        />
        {total ? (
          <Pagination
            page={params.page}
            pageSize={params.size}
            pageSizes={PAGE_SIZES}
            total={total}
            onPage={(page) => {
              void setParams({ page }, { scroll: true });
            }}
            onPageSize={(size) => {
              void setParams({ size: PAGE_SIZES.find((one) => one === size) ?? null, page: null });
            }}
          />
        ) : null}
      </Card>
    </>
  );
}

function useEmptyReason(
  total: number | null,
  filtered: boolean,
  setParams: (change: Partial<typeof NO_FILTERS>) => void,
): EmptyReason {
  const t = useTranslations("materials");
  if (total) {
    const action = (
      <Button
        onClick={() => {
          setParams({ page: null });
        }}
      >
        {t("firstPage")}
      </Button>
    );
    return { title: t("beyondTitle"), body: t("beyondBody"), action };
  }
  if (!filtered) return { title: t("emptyTitle"), body: t("emptyBody") };
  const action = (
    <Button
      onClick={() => {
        setParams(NO_FILTERS);
      }}
    >
      {t("clearFilters")}
    </Button>
  );
  return { title: t("noMatchTitle"), body: t("noMatchBody"), action };
}
