"use client";

import { useTranslations } from "use-intl";

import { Skeleton } from "@/components/ui/skeleton";

/** Stands in for a page while its data comes: a heading, a line of controls and a body. */
export function PageSkeleton() {
  const t = useTranslations("states");
  return (
    <div role="status" className="space-y-6">
      <span className="sr-only">{t("loading")}</span>
      <div className="space-y-2.5">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Skeleton className="h-9 w-full max-w-2xl" />
      <Skeleton className="h-96 w-full rounded-xl!" />
    </div>
  );
}
