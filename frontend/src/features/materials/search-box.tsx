"use client";

import { Search } from "lucide-react";
import { useTranslations } from "use-intl";

import { Input } from "@/components/ui/input";

type SearchBoxProps = { value: string; onChange: (value: string) => void };

export function SearchBox({ value, onChange }: SearchBoxProps) {
  const t = useTranslations("materials");
  return (
    <div className="relative order-first w-full sm:w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <Input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={value}
        maxLength={100}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        height="sm"
        className="pl-8.5 [&::-webkit-search-cancel-button]:appearance-none"
      />
    </div>
  );
}
