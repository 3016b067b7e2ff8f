"use client";

import { createContext, useContext, type ReactNode } from "react";

import type { Role } from "@/lib/session/roles";

const Current = createContext<Role | null>(null);

/** The signed-in user's role; null while the API can't say who is signed in. */
export const useRole = () => useContext(Current);

export function RoleProvider({ role, children }: { role: Role | null; children: ReactNode }) {
  return <Current.Provider value={role}>{children}</Current.Provider>;
}
