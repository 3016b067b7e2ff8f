"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

import type { Locale } from "@/lib/i18n/locales";
import type { Messages } from "@/lib/i18n/messages";

type ProvidersProps = {
  locale: Locale;
  messages: Messages;
  nonce: string | undefined;
  children: ReactNode;
};

/** Words and theme, for every page. */
export function Providers({ locale, messages, nonce, children }: ProvidersProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="America/Sao_Paulo">
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem nonce={nonce}>
        {children}
      </ThemeProvider>
    </IntlProvider>
  );
}
