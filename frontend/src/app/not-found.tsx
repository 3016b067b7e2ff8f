import { MapPinOff } from "lucide-react";
import Link from "next/link";

import { StateMessage } from "@/components/states/state-message";
import { Button } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/server";

export default async function NotFound() {
  const t = await getTranslations("states");
  return (
    <main className="grid min-h-dvh place-items-center">
      <StateMessage icon={MapPinOff} title={t("pageNotFoundTitle")} body={t("pageNotFoundBody")}>
        <Button asChild>
          <Link href="/materials">{t("goToMaterials")}</Link>
        </Button>
      </StateMessage>
    </main>
  );
}
