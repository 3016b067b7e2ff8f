import type { ReactNode } from "react";

import { getTranslations } from "@/lib/i18n/server";

import { Brand } from "./brand";

type AppShellProps = { nav: ReactNode; userMenu: ReactNode; children: ReactNode };

/** The frame of every signed-in page: a column beside the content, or a bar above it on a phone. */
export async function AppShell({ nav, userMenu, children }: AppShellProps) {
  const t = await getTranslations("app");
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-3 focus:py-2"
      >
        {t("skipToContent")}
      </a>
      <header className="sticky top-0 z-30 flex items-center gap-2 border-b bg-surface px-4 py-2 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-6 lg:border-r lg:border-b-0 lg:px-3 lg:py-4">
        <Brand />
        {nav}
        <div className="ml-auto lg:mt-auto lg:ml-0">{userMenu}</div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6"
      >
        <div className="mx-auto max-w-7xl">{children}</div>
      </main>
    </div>
  );
}
