import { ChevronRight } from "lucide-react";
import Link from "next/link";

import { getTranslations } from "@/lib/i18n/server";

type BreadcrumbProps = {
  /** The list that the page is one thing of. */
  list: { href: string; title: string };
  /** What the thing is called by, such as its code. */
  code: string;
};

/** Where a page of one thing stands. */
export async function Breadcrumb({ list, code }: BreadcrumbProps) {
  const t = await getTranslations("nav");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-2 text-xs text-ink-faint">
      <ol className="flex items-center gap-1">
        <li>
          <Link href={list.href} className="rounded hover:text-ink hover:underline">
            {list.title}
          </Link>
        </li>
        <li className="flex items-center gap-1" aria-current="page">
          <ChevronRight aria-hidden className="size-3.5" />
          <span className="font-mono">{code}</span>
        </li>
      </ol>
    </nav>
  );
}
