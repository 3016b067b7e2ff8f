"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

import type { ApiFailure } from "@/lib/api/result";

import { ErrorState } from "./error-state";

/** A failure of what the server fetched for the page; trying again renders the page anew. */
export function PageFailure({ failure }: { failure: ApiFailure }) {
  const router = useRouter();
  const [retrying, startRetry] = useTransition();
  return (
    <ErrorState
      failure={failure}
      retrying={retrying}
      onRetry={() => {
        startRetry(() => {
          router.refresh();
        });
      }}
    />
  );
}
