import { Breadcrumb } from "@/components/shell/breadcrumb";
import { Fact, Facts } from "@/components/ui/facts";
import { Tag } from "@/components/ui/tag";
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
      <Breadcrumb list={{ href: "/materials", title: t("title") }} code={item.sku} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold">{item.name}</h1>
        {item.active ? null : <Tag tone="warning">{words("inactive")}</Tag>}
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
