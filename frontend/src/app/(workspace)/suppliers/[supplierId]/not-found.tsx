import { SearchX } from "lucide-react";
import Link from "next/link";

import { StateMessage } from "@/components/states/state-message";
import { LINK_BUTTON } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/server";

export default async function SupplierNotFound() {
  const t = await getTranslations("suppliers");
  return (
    <StateMessage icon={SearchX} title={t("notFoundTitle")} body={t("notFoundBody")}>
      <Link href="/suppliers" className={LINK_BUTTON}>
        {t("backToSuppliers")}
      </Link>
    </StateMessage>
  );
}
