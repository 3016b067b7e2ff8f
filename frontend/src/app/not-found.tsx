import { NowhereMark } from "@/components/states/marks";
import { StateMessage } from "@/components/states/state-message";
import { LINK_BUTTON } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/server";

export default async function NotFound() {
  const t = await getTranslations("states");
  return (
    <main className="grid min-h-dvh place-items-center">
      <StateMessage icon={NowhereMark} title={t("pageNotFoundTitle")} body={t("pageNotFoundBody")}>
        {/* A link of the router would come with every page, for this one. */}
        {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
        <a href="/materials" className={LINK_BUTTON}>
          {t("goToMaterials")}
        </a>
      </StateMessage>
    </main>
  );
}
