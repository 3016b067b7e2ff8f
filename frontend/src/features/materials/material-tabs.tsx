"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";

import { MATERIAL_TABS, type MaterialTab } from "./params";

type MaterialTabsProps = { panels: Partial<Record<MaterialTab, ReactNode>> };

/** The sides of one material; the address names the open one. */
export function MaterialTabs({ panels }: MaterialTabsProps) {
  const t = useTranslations("material");
  const [tab, setTab] = useQueryState(
    "tab",
    parseAsStringLiteral(MATERIAL_TABS).withDefault("overview").withOptions({ history: "push" }),
  );
  const tabs = MATERIAL_TABS.filter((name) => panels[name] !== undefined);
  return (
    <Tabs
      value={tab}
      onValueChange={(value) => {
        void setTab(tabs.find((name) => name === value) ?? null);
      }}
    >
      <TabsList aria-label={t("tabsLabel")}>
        {tabs.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      {tabs.map((name) => (
        <TabsContent key={name} value={name}>
          {panels[name]}
        </TabsContent>
      ))}
    </Tabs>
  );
}
