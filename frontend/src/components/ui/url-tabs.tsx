"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "./tabs";

type UrlTabsProps = {
  label: string;
  /** The first is open where the address names none. */
  tabs: readonly { name: string; text: string; panel: ReactNode }[];
};

/** Parts of a page of which the address names the open one: `?tab=`. */
export function UrlTabs({ label, tabs }: UrlTabsProps) {
  const names = tabs.map(({ name }) => name);
  const [tab, setTab] = useQueryState(
    "tab",
    parseAsStringLiteral(names)
      .withDefault(names[0] ?? "")
      .withOptions({ history: "push" }),
  );
  return (
    <Tabs
      value={tab}
      onValueChange={(value) => {
        void setTab(value);
      }}
    >
      <TabsList aria-label={label}>
        {tabs.map(({ name, text }) => (
          <TabsTrigger key={name} value={name}>
            {text}
          </TabsTrigger>
        ))}
      </TabsList>
      {tabs.map(({ name, panel }) => (
        <TabsContent key={name} value={name}>
          {panel}
        </TabsContent>
      ))}
    </Tabs>
  );
}
