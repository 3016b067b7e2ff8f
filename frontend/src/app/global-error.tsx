"use client";

import { WarningMark } from "@/components/states/marks";
import { StateMessage } from "@/components/states/state-message";
import { Button } from "@/components/ui/button";
import "@/styles/globals.css";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/**
 * Replaces the root layout when that itself fails, and with it what knows the reader's language. Every
 * page stands by with it, so it brings its few words itself, in both languages.
 */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="pt-BR">
      <body>
        <main className="grid min-h-dvh place-items-center">
          <StateMessage
            role="alert"
            icon={WarningMark}
            title="Esta página não pôde ser mostrada · This page could not be shown"
            body={error.digest ? `Ref. ${error.digest}` : ""}
          >
            <Button onClick={reset}>Tentar novamente · Try again</Button>
          </StateMessage>
        </main>
      </body>
    </html>
  );
}
