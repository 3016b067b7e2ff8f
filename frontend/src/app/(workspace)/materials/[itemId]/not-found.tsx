import { PackageX } from "lucide-react";
import Link from "next/link";

import { StateMessage } from "@/components/states/state-message";
import { Button } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/server";

export default async function MaterialNotFound() {
  const t = await getTranslations("material");
  return (
    <StateMessage icon={PackageX} title={t("notFoundTitle")} body={t("notFoundBody")}>
      <Button asChild>
        <Link href="/materials">{t("backToCatalogue")}</Link>
      </Button>
    </StateMessage>
  );
}
