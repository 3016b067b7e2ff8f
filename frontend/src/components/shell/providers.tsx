"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl";

import type { Locale } from "@/lib/i18n/locales";
import type { Messages } from "@/lib/i18n/messages";

const ONE_MINUTE_MS = 60_000;

type ProvidersProps = {
  locale: Locale;
  messages: Messages;
  nonce: string | undefined;
  children: ReactNode;
};

export function Providers({ locale, messages, nonce, children }: ProvidersProps) {
  const [queries] = useState(
    () =>
      new QueryClient({
        // The data changes once a night, and each view has its own retry button.
        defaultOptions: {
          queries: { staleTime: ONE_MINUTE_MS, retry: false, refetchOnWindowFocus: false },
        },
      }),
  );
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="America/Sao_Paulo">
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem nonce={nonce}>
        <QueryClientProvider client={queries}>
          <NuqsAdapter>{children}</NuqsAdapter>
        </QueryClientProvider>
      </ThemeProvider>
    </IntlProvider>
  );
}
