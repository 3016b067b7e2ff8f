"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { useTranslations } from "use-intl";

import type { EmptyReason } from "@/components/states/empty-state";
import { DataTable } from "@/components/table/data-table";
import { Pagination } from "@/components/table/pagination";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ViewState } from "@/lib/api/view";
import { cn } from "@/lib/cn";

import { useMaterialColumns } from "./material-columns";
import { MaterialFilters } from "./material-filters";
import { isFiltered, materialParams, NO_FILTERS, PAGE_SIZES } from "./params";
import type { Item, ItemFamily, ItemPage } from "./queries";

type MaterialCatalogueProps = { items: ViewState<ItemPage>; families: ViewState<ItemFamily[]> };

/** The filters and the page of materials they choose; the server fetches again when they change. */
export function MaterialCatalogue({ items, families }: MaterialCatalogueProps) {
  const t = useTranslations("materials");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(materialParams, {
    shallow: false,
    history: "push",
    startTransition,
  });
  const total = items.status === "ready" ? items.data.metadata.total_count : null;
  const rows: ViewState<Item[]> =
    items.status === "ready" ? { status: "ready", data: items.data.data } : items;
  const retry = () => {
    startTransition(() => {
      router.refresh();
    });
  };

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
          onRetry={retry}
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
