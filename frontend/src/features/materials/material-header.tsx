import { ChevronRight } from "lucide-react";
import Link from "next/link";

import { Fact, Facts } from "@/components/ui/facts";
import { createFormatter, MISSING } from "@/lib/format";
import { getLocale, getTranslations } from "@/lib/i18n/server";

import { AbcBadge } from "./abc-badge";
import type { ItemDetail } from "./queries";

export async function MaterialHeader({ item }: { item: ItemDetail }) {
  const t = await getTranslations("materials");
  const words = await getTranslations("material");
  const format = createFormatter(await getLocale());
  return (
    <header className="mb-5">
      <nav aria-label={words("breadcrumb")} className="mb-2 text-xs text-ink-faint">
        <ol className="flex items-center gap-1">
          <li>
            <Link href="/materials" className="rounded hover:text-ink hover:underline">
              {t("title")}
            </Link>
          </li>
          <li className="flex items-center gap-1" aria-current="page">
            <ChevronRight aria-hidden className="size-3.5" />
            <span className="font-mono">{item.sku}</span>
          </li>
        </ol>
      </nav>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold">{item.name}</h1>
        {item.active ? null : (
          <span className="rounded bg-warning-soft px-2 py-0.5 text-xs font-medium text-warning">
            {words("inactive")}
          </span>
        )}
      </div>
      {item.description ? (
        <p className="mt-1 max-w-prose text-[0.8125rem] text-ink-soft">{item.description}</p>
      ) : null}
      <Facts className="mt-4">
        <Fact label={t("sku")}>
          <span className="font-mono text-xs">{item.sku}</span>
        </Fact>
        <Fact label={t("abcClassLabel")}>
          <AbcBadge abcClass={item.abc_class} />
        </Fact>
        <Fact label={t("criticality")}>
          {item.criticality === null
            ? MISSING
            : t("criticalityOutOf", { value: String(item.criticality) })}
        </Fact>
        <Fact label={t("family")}>{item.family ?? MISSING}</Fact>
        <Fact label={words("category")}>
          {[item.category, item.subcategory].filter(Boolean).join(" › ") || MISSING}
        </Fact>
        <Fact label={t("unit")}>{item.unit_measure}</Fact>
        <Fact label={words("unitCost")}>{format.currency(item.unit_cost)}</Fact>
      </Facts>
    </header>
  );
}
