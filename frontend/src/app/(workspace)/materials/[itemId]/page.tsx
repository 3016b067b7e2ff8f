import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";

import { PageFailure } from "@/components/states/page-failure";
import { fetchItemSites } from "@/features/forecasts/queries";
import { SiteForecast } from "@/features/forecasts/site-forecast";
import { MaterialHeader } from "@/features/materials/material-header";
import { asItemId } from "@/features/materials/params";
import { fetchItem } from "@/features/materials/queries";

const fetchItemOnce = cache(fetchItem);

type Props = PageProps<"/materials/[itemId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const itemId = asItemId((await params).itemId);
  const item = itemId === null ? null : await fetchItemOnce(itemId);
  return item?.ok ? { title: `${item.data.name} (${item.data.sku})` } : {};
}

export default async function MaterialPage({ params }: Props) {
  const itemId = asItemId((await params).itemId);
  if (itemId === null) notFound();
  const [item, sites] = await Promise.all([fetchItemOnce(itemId), fetchItemSites(itemId)]);
  if (!item.ok && item.failure.kind === "not-found") notFound();
  if (!item.ok) return <PageFailure failure={item.failure} />;
  return (
    <>
      <MaterialHeader item={item.data} />
      {sites.ok ? (
        <SiteForecast itemId={itemId} unit={item.data.unit_measure} sites={sites.data} />
      ) : (
        <PageFailure failure={sites.failure} />
      )}
    </>
  );
}
