"use client";

import { Settings2 } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

import { PreferenceItems } from "./preference-items";

export function PreferencesMenu() {
  const t = useTranslations("preferences");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost">
          <Settings2 aria-hidden />
          {t("menu")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <PreferenceItems />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
