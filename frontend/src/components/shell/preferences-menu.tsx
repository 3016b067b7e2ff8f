"use client";

import { Settings2 } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";

import { PreferenceItems } from "./preference-items";

export function PreferencesMenu() {
  const t = useTranslations("preferences");
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="ghost">
          <Settings2 aria-hidden />
          {t("menu")}
        </Button>
      }
    >
      {(menu) => (
        <>
          <PreferenceItems menu={menu} />
        </>
      )}
    </Menu>
  );
}
