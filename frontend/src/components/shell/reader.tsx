"use client";

import { createContext, useContext, type ReactNode } from "react";

import type { Reader } from "@/lib/session/roles";

const Current = createContext<Reader | null>(null);

/** Who has signed in; null while the API can't say who that is. */
export const useReader = () => useContext(Current);

export function ReaderProvider({
  reader,
  children,
}: {
  reader: Reader | null;
  children: ReactNode;
}) {
  return <Current.Provider value={reader}>{children}</Current.Provider>;
}
