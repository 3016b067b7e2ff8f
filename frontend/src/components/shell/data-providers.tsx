"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";

const ONE_MINUTE_MS = 60_000;

/** Queries and the address's parameters, for the signed-in pages. */
export function DataProviders({ children }: { children: ReactNode }) {
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
    <QueryClientProvider client={queries}>
      <NuqsAdapter>{children}</NuqsAdapter>
    </QueryClientProvider>
  );
}
