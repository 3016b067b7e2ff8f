"use client";

import { IntlProvider } from "use-intl";

import { Crash } from "@/components/states/crash";
import { DEFAULT_LOCALE } from "@/lib/i18n/locales";
import { MESSAGES } from "@/lib/i18n/messages";
import "@/styles/globals.css";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Replaces the root layout when that itself fails, so it brings its own words. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang={DEFAULT_LOCALE}>
      <body>
        <IntlProvider locale={DEFAULT_LOCALE} messages={MESSAGES[DEFAULT_LOCALE]}>
          <main className="grid min-h-dvh place-items-center">
            <Crash {...props} />
          </main>
        </IntlProvider>
      </body>
    </html>
  );
}
