"use client";

import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

import type * as Shelf from "./toast-shelf";

export type Message = {
  title: string;
  body?: string;
  tone?: "plain" | "danger";
  /** One thing to do about it, such as taking a decision back. */
  action?: { text: string; run: () => void };
};

export type Shown = Message & { id: number };

const Say = createContext<(message: Message) => void>(() => undefined);

/** Shows a passing message. */
export const useToast = () => useContext(Say);

/** More at once would hide the page. */
const MOST = 4;

/** Passing messages at the edge of the page; what draws them comes with the first. */
export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [shelf, setShelf] = useState<typeof Shelf | null>(null);
  const say = useCallback((message: Message) => {
    setShown((former) => [
      ...former.slice(1 - MOST),
      { ...message, id: (former.at(-1)?.id ?? 0) + 1 },
    ]);
    // Where fetching failed, the next message tries again.
    import("./toast-shelf").then(setShelf, () => null);
  }, []);
  const take = useCallback((id: number) => {
    setShown((former) => former.filter((one) => one.id !== id));
  }, []);
  return (
    <Say.Provider value={say}>
      {children}
      {shelf ? <shelf.ToastShelf shown={shown} onClose={take} /> : null}
    </Say.Provider>
  );
}
