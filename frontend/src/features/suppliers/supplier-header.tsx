import { Breadcrumb } from "@/components/shell/breadcrumb";
import { Fact, Facts } from "@/components/ui/facts";
import { Tag } from "@/components/ui/tag";
import { createFormatter, MISSING } from "@/lib/format";
import { getLocale, getTranslations } from "@/lib/i18n/server";

import type { Supplier } from "./params";

export async function SupplierHeader({ supplier }: { supplier: Supplier }) {
  const t = await getTranslations("suppliers");
  const format = createFormatter(await getLocale());
  const { avg_lead_time_days: promise, supplier_type: type } = supplier;
  return (
    <header className="mb-5">
      <Breadcrumb list={{ href: "/suppliers", title: t("title") }} code={supplier.code} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold">{supplier.name}</h1>
        {supplier.active ? null : <Tag tone="warning">{t("inactive")}</Tag>}
      </div>
      <Facts className="mt-4">
        <Fact label={t("type")}>{type === null ? MISSING : t(`types.${type}`)}</Fact>
        <Fact label={t("masterLeadTime")}>
          {promise === null ? MISSING : t("nDays", { days: format.integer(promise) })}
        </Fact>
        <Fact label={t("masterOnTime")}>{format.rate(supplier.on_time_delivery_rate)}</Fact>
        <Fact label={t("masterScore")}>
          {supplier.reliability_score === null
            ? MISSING
            : t("scoreOf100", { score: format.quantity(supplier.reliability_score) })}
        </Fact>
      </Facts>
    </header>
  );
}
