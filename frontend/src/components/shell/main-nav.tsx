"use client";

import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";

import { destinationsOf, isCurrent } from "./destinations";
import { useReader } from "./reader";

type MainNavProps = {
  /** Stands beside the alerts, e.g. how many are unread. */
  alertsMark?: ReactNode;
};

/** The pages: a column on a wide screen, a menu on a narrow one. */
export function MainNav({ alertsMark }: MainNavProps) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  const destinations = destinationsOf(useReader());
  const here = destinations.find(({ href }) => isCurrent(href, pathname));
  return (
    <nav aria-label={t("label")}>
      <ul className="hidden flex-col gap-0.5 lg:flex">
        {destinations.map(({ href, name, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isCurrent(href, pathname) ? "page" : undefined}
              className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium text-ink-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
              {t(name)}
              {name === "alerts" && alertsMark ? (
                <span className="ml-auto">{alertsMark}</span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
      <div className="lg:hidden">
        <Menu
          align="start"
          trigger={
            <Button variant="ghost">
              <MenuIcon aria-hidden />
              {here ? t(here.name) : t("menu")}
            </Button>
          }
        >
          {(menu) => (
            <>
              {destinations.map(({ href, name, icon: Icon }) => (
                <menu.Item key={href} asChild>
                  <Link
                    href={href}
                    prefetch={false}
                    aria-current={isCurrent(href, pathname) ? "page" : undefined}
                  >
                    <Icon aria-hidden />
                    {t(name)}
                    {name === "alerts" && alertsMark ? (
                      <span className="ml-auto">{alertsMark}</span>
                    ) : null}
                  </Link>
                </menu.Item>
              ))}
            </>
          )}
        </Menu>
      </div>
    </nav>
  );
}
