"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { useFormat } from "@/lib/i18n/use-format";
import { PAGE_SIZES, type PageSize } from "@/lib/page-sizes";

type PaginationProps = {
  /** From 1. */
  page: number;
  pageSize: PageSize;
  total: number;
  onPage: (page: number) => void;
  /** Without it the reader has no choice. */
  onPageSize?: (pageSize: PageSize) => void;
};

export function Pagination(props: PaginationProps) {
  const { page, pageSize, total, onPage, onPageSize } = props;
  const t = useTranslations("table");
  const format = useFormat();
  const sizeId = useId();
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    <nav
      aria-label={t("pagination")}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t px-4 py-2.5 text-xs text-ink-soft sm:px-5"
    >
      {onPageSize ? (
        <div className="flex items-center gap-2">
          <label htmlFor={sizeId}>{t("rowsPerPage")}</label>
          <NativeSelect
            id={sizeId}
            value={pageSize}
            onChange={(event) => {
              const size = PAGE_SIZES.find((one) => String(one) === event.target.value);
              if (size) onPageSize(size);
            }}
          >
            {PAGE_SIZES.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      <div className="ml-auto flex items-center gap-3">
        <span className="tabular-nums">
          {t("range", {
            first: format.integer(first),
            last: format.integer(last),
            total: format.integer(total),
          })}
        </span>
        <div className="flex gap-1">
          <Button
            size="icon"
            aria-label={t("previous")}
            disabled={page <= 1}
            onClick={() => {
              onPage(page - 1);
            }}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <Button
            size="icon"
            aria-label={t("next")}
            disabled={last >= total}
            onClick={() => {
              onPage(page + 1);
            }}
          >
            <ChevronRight aria-hidden />
          </Button>
        </div>
      </div>
    </nav>
  );
}
