import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";

import { Prefetched } from "@/components/shell/prefetched";
import { PageFailure } from "@/components/states/page-failure";
import {
  asSupplierId,
  leadTimesResource,
  loadSupplierDetailParams,
  scorecardsResource,
} from "@/features/suppliers/params";
import { fetchSupplier, fetchWindow } from "@/features/suppliers/queries";
import { SupplierDetail } from "@/features/suppliers/supplier-detail";
import { SupplierHeader } from "@/features/suppliers/supplier-header";

const fetchSupplierOnce = cache(fetchSupplier);

type Props = PageProps<"/suppliers/[supplierId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = asSupplierId((await params).supplierId);
  const supplier = id === null ? null : await fetchSupplierOnce(id);
  return supplier?.ok ? { title: supplier.data.name } : {};
}

export default async function SupplierPage({ params, searchParams }: Props) {
  const id = asSupplierId((await params).supplierId);
  if (id === null) notFound();
  const { days } = await loadSupplierDetailParams(searchParams);
  const [supplier, window] = await Promise.all([fetchSupplierOnce(id), fetchWindow(days)]);
  if (!supplier.ok && supplier.failure.kind === "not-found") notFound();
  if (!supplier.ok) return <PageFailure failure={supplier.failure} />;
  return (
    <Prefetched
      resources={window ? [scorecardsResource(window, id), leadTimesResource(window, id)] : []}
    >
      <SupplierHeader supplier={supplier.data} />
      <SupplierDetail supplierId={id} />
    </Prefetched>
  );
}
