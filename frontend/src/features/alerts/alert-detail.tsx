"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { EvidenceList } from "@/components/evidence/evidence-list";
import { ErrorState } from "@/components/states/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useResource } from "@/lib/api/use-resource";

import { alertResource } from "./params";

/** The figures an alert rests on. */
export function AlertDetail({ id }: { id: number }) {
  const t = useTranslations("alerts");
  const { state, retry, updating } = useResource(alertResource(id), { keep: false });
  if (state.status === "error") {
    return <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />;
  }
  if (state.status === "loading") return <Skeleton className="m-4 h-16" />;
  const { item_id: itemId, site_id: siteId, evidence } = state.data;
  return (
    <div className="px-4 py-3.5 whitespace-normal sm:px-5">
      <EvidenceList evidence={evidence} />
      {itemId === null ? null : (
        <Link
          prefetch={false}
          className="mt-3 inline-block text-xs font-medium text-accent hover:underline"
          href={`/materials/${itemId}?tab=inventory${siteId === null ? "" : `&site=${siteId}`}`}
        >
          {t("openMaterial")}
        </Link>
      )}
    </div>
  );
}
