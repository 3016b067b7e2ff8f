"use client";

import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { useTranslations } from "use-intl";

import { PreferenceItems } from "@/components/shell/preference-items";
import { Menu } from "@/components/ui/menu";

import type { User } from "./queries";

async function signOut(): Promise<void> {
  // Leaves even when the request fails: the login page asks for a password either way.
  await fetch("/api/session/logout", { method: "POST" }).catch(() => null);
  window.location.assign("/login");
}

/** `user` is null while the API can't say who is signed in. */
export function UserMenu({ user }: { user: User | null }) {
  const t = useTranslations("session");
  const name = user?.username ?? t("unknownUser");
  const role = user ? t(`roles.${user.role}`) : null;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
        >
          <span className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
            <UserRound aria-hidden className="size-4" strokeWidth={1.75} />
          </span>
          <span className="min-w-0 flex-1 leading-tight max-sm:sr-only">
            <span className="block truncate text-[0.8125rem] font-medium">{name}</span>
            {role ? <span className="block text-2xs text-ink-faint">{role}</span> : null}
            <span className="sr-only">{t("menu")}</span>
          </span>
          <ChevronsUpDown aria-hidden className="hidden size-3.5 text-ink-faint lg:block" />
        </button>
      }
    >
      {(menu) => (
        <>
          <div className="px-2 py-1.5 sm:hidden">
            <p className="text-[0.8125rem] font-medium">{name}</p>
            {role ? <p className="text-2xs text-ink-faint">{role}</p> : null}
          </div>
          <PreferenceItems menu={menu} />
          <menu.Separator />
          <menu.Item
            onSelect={() => {
              void signOut();
            }}
          >
            <LogOut aria-hidden />
            {t("logout")}
          </menu.Item>
        </>
      )}
    </Menu>
  );
}
