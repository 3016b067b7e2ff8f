"use client";

import { useMemo } from "react";
import { useLocale } from "use-intl";

import { createFormatter, type Formatter } from "@/lib/format";

export function useFormat(): Formatter {
  const locale = useLocale();
  return useMemo(() => createFormatter(locale), [locale]);
}
