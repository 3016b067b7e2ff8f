"use client";

import { useTheme } from "next-themes";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";

import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { chooseLocale } from "@/lib/i18n/actions";
import { LOCALES } from "@/lib/i18n/locales";

const THEMES = ["light", "dark", "system"] as const;

/** The language and theme choices, as entries of a menu. */
export function PreferenceItems() {
  const t = useTranslations("preferences");
  const { theme, setTheme } = useTheme();
  const [, startChange] = useTransition();
  return (
    <>
      <DropdownMenuLabel>{t("language")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={useLocale()}
        onValueChange={(locale) => {
          startChange(() => chooseLocale(locale));
        }}
      >
        {LOCALES.map((locale) => (
          <DropdownMenuRadioItem key={locale} value={locale} lang={locale}>
            {t(`locales.${locale}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
        {THEMES.map((name) => (
          <DropdownMenuRadioItem key={name} value={name}>
            {t(`themes.${name}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
