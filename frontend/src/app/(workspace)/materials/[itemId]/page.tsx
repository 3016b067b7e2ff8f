import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";

import { SiteChoice } from "@/components/site/site-choice";
import { PageFailure } from "@/components/states/page-failure";
import { fetchItemSites } from "@/features/forecasts/queries";
import { SiteForecast } from "@/features/forecasts/site-forecast";
import { ModelComparison } from "@/features/forecasts/model-comparison";
import { FeaturesPanel } from "@/features/stock/features-panel";
import { OrdersPanel } from "@/features/stock/orders-panel";
import { OverviewPanel } from "@/features/stock/overview-panel";
import { StockPanel } from "@/features/stock/projection-panel";
import { MaterialHeader } from "@/features/materials/material-header";
import { MaterialTabs } from "@/features/materials/material-tabs";
import { asItemId } from "@/features/materials/params";
import { fetchItem, type ItemDetail } from "@/features/materials/queries";
import type { ItemSite } from "@/lib/item-sites";

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
        <Sides item={item.data} sites={sites.data} />
      ) : (
        <PageFailure failure={sites.failure} />
      )}
    </>
  );
}

function Sides({ item, sites }: { item: ItemDetail; sites: ItemSite[] }) {
  const pair = { itemId: item.item_id, unit: item.unit_measure, sites };
  return (
    <>
      <SiteChoice sites={sites} />
      <MaterialTabs
        panels={{
          overview: <OverviewPanel itemId={item.item_id} family={item.family} sites={sites} />,
          demand: <SiteForecast {...pair} show="demand" />,
          inventory: <StockPanel {...pair} />,
          forecasts: (
            <>
              <SiteForecast {...pair} show="forecast" />
              <ModelComparison family={item.family} />
            </>
          ),
          features: <FeaturesPanel itemId={item.item_id} sites={sites} />,
          orders: <OrdersPanel itemId={item.item_id} sites={sites} />,
        }}
      />
    </>
  );
}
