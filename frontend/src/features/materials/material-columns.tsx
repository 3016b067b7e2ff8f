"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";

import type { DataColumn } from "@/components/table/data-table";
import { MISSING } from "@/lib/format";

import { AbcBadge } from "./abc-badge";
import { CriticalityMeter } from "./criticality-meter";
import type { Item } from "./params";

function NameCell({ item }: { item: Item }) {
  return (
    <>
      <Link
        href={`/materials/${item.item_id}`}
        // A page holds up to 100 of these.
        prefetch={false}
        // The link covers its row, so the whole row opens the material.
        className="font-medium text-ink group-hover:text-accent after:absolute after:inset-0"
      >
        {item.name}
      </Link>
      <span className="block text-xs text-ink-faint md:hidden">
        <span className="font-mono">{item.sku}</span>
        {item.family ? ` · ${item.family}` : null}
      </span>
    </>
  );
}

export function useMaterialColumns(): DataColumn<Item>[] {
  const t = useTranslations("materials");
  return useMemo(
    () => [
      {
        id: "sku",
        header: t("sku"),
        cell: ({ row }) => (
          <span className="font-mono text-xs text-ink-soft">{row.original.sku}</span>
        ),
        meta: { sortKey: "sku", className: "hidden w-36 whitespace-nowrap md:table-cell" },
      },
      {
        id: "name",
        header: t("name"),
        cell: ({ row }) => <NameCell item={row.original} />,
        meta: { sortKey: "name" },
      },
      {
        id: "family",
        header: t("family"),
        cell: ({ row }) => row.original.family ?? MISSING,
        meta: { sortKey: "family", className: "hidden text-ink-soft md:table-cell" },
      },
      {
        id: "category",
        header: t("columns.category"),
        cell: ({ row }) => row.original.category ?? MISSING,
        meta: { className: "hidden text-ink-soft md:table-cell" },
      },
      {
        id: "abc_class",
        header: t("abcClass"),
        cell: ({ row }) => <AbcBadge abcClass={row.original.abc_class} />,
        meta: { sortKey: "abc_class", className: "w-18" },
      },
      {
        id: "criticality",
        header: t("criticality"),
        cell: ({ row }) => <CriticalityMeter criticality={row.original.criticality} />,
        meta: { align: "right", sortKey: "criticality", className: "w-32" },
      },
      {
        id: "unit_measure",
        header: t("unit"),
        cell: ({ row }) => row.original.unit_measure,
        meta: { className: "hidden w-24 text-ink-soft lg:table-cell" },
      },
    ],
    [t],
  );
}
