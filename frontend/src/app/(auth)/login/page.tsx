import type { Metadata } from "next";

import { PreferencesMenu } from "@/components/shell/preferences-menu";
import { Brand } from "@/components/shell/brand";
import { LoginForm } from "@/features/session/login-form";
import { getTranslations } from "@/lib/i18n/server";
import { safeNextPath } from "@/lib/session/next-path";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("session");
  return { title: t("title") };
}

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const t = await getTranslations("session");
  const app = await getTranslations("app");
  const { next } = await searchParams;
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-3 sm:px-6">
        <Brand />
        <PreferencesMenu />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 pt-[max(3rem,16vh)] pb-16">
        <div className="w-full max-w-88">
          <h1 className="text-2xl font-semibold">{t("title")}</h1>
          <p className="mt-1 mb-7 text-[0.8125rem] text-ink-soft">{t("subtitle")}</p>
          <LoginForm next={safeNextPath(typeof next === "string" ? next : null)} />
        </div>
      </main>
      <footer className="px-6 py-4 text-center text-xs text-ink-faint">{app("tagline")}</footer>
    </div>
  );
}
