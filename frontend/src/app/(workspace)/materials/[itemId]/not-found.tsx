import { PackageX } from "lucide-react";
import Link from "next/link";

import { StateMessage } from "@/components/states/state-message";
import { LINK_BUTTON } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/server";

export default async function MaterialNotFound() {
  const t = await getTranslations("material");
  return (
    <StateMessage icon={PackageX} title={t("notFoundTitle")} body={t("notFoundBody")}>
      <Link href="/materials" className={LINK_BUTTON}>
        {t("backToCatalogue")}
      </Link>
    </StateMessage>
  );
}
