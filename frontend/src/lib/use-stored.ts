"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

/** Told when this page stores something: the browser tells only the others. */
const STORED = "nova-stored";

/** The value, when it is one that this page can use; null when another wrote it. */
export type Reader<Value> = (value: unknown) => Value | null;

function readText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // A browser may forbid storing; then nothing was stored.
    return null;
  }
}

function valueIn<Value>(text: string | null, read: Reader<Value>): Value | null {
  if (text === null) return null;
  try {
    return read(JSON.parse(text));
  } catch {
    // An older page wrote it, or somebody by hand.
    return null;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  window.addEventListener(STORED, onChange);
  return () => {
    window.removeEventListener("storage", onChange);
    window.removeEventListener(STORED, onChange);
  };
}

const nothingOnTheServer = () => null;

/** What this browser keeps under `key`; null where it keeps nothing. */
export const readStored = <Value>(key: string, read: Reader<Value>): Value | null =>
  valueIn(readText(key), read);

export function store(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // As with reading: then nothing is kept.
    return;
  }
  window.dispatchEvent(new Event(STORED));
}

/** The same as state; `fallback` before anything is kept and while rendering on the server. */
export function useStored<Value>(
  key: string,
  read: Reader<Value>,
  fallback: Value,
): [Value, (value: Value) => void] {
  const text = useSyncExternalStore(subscribe, () => readText(key), nothingOnTheServer);
  const value = useMemo(() => valueIn(text, read) ?? fallback, [text, read, fallback]);
  const set = useCallback(
    (chosen: Value) => {
      store(key, chosen);
    },
    [key],
  );
  return [value, set];
}
