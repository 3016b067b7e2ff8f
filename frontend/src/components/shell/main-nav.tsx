"use client";

import { Boxes, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

import type { Messages } from "@/lib/i18n/messages";

type Destination = {
  href: string;
  name: Exclude<keyof Messages["nav"], "label">;
  icon: LucideIcon;
};

const DESTINATIONS: readonly Destination[] = [
  { href: "/materials", name: "materials", icon: Boxes },
];

export function MainNav() {
  const t = useTranslations("nav");
  const pathname = usePathname();
  return (
    <nav aria-label={t("label")}>
      <ul className="flex gap-0.5 lg:flex-col">
        {DESTINATIONS.map(({ href, name, icon: Icon }) => {
          const current = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium text-ink-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
              >
                <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
