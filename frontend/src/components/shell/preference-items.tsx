"use client";

import { useTheme } from "next-themes";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";

import type { MenuParts } from "@/components/ui/menu";
import { chooseLocale } from "@/lib/i18n/actions";
import { LOCALES } from "@/lib/i18n/locales";

const THEMES = ["light", "dark", "system"] as const;

/** The language and theme choices, as entries of a menu. */
export function PreferenceItems({ menu }: { menu: MenuParts }) {
  const t = useTranslations("preferences");
  const { theme, setTheme } = useTheme();
  const [, startChange] = useTransition();
  return (
    <>
      <menu.Label>{t("language")}</menu.Label>
      <menu.RadioGroup
        value={useLocale()}
        onValueChange={(locale) => {
          startChange(() => chooseLocale(locale));
        }}
      >
        {LOCALES.map((locale) => (
          <menu.RadioItem key={locale} value={locale} lang={locale}>
            {t(`locales.${locale}`)}
          </menu.RadioItem>
        ))}
      </menu.RadioGroup>
      <menu.Separator />
      <menu.Label>{t("theme")}</menu.Label>
      <menu.RadioGroup value={theme} onValueChange={setTheme}>
        {THEMES.map((name) => (
          <menu.RadioItem key={name} value={name}>
            {t(`themes.${name}`)}
          </menu.RadioItem>
        ))}
      </menu.RadioGroup>
    </>
  );
}
