"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type * as z from "zod/mini";

/** Told when this page stores something: the browser tells only the others. */
const STORED = "nova-stored";

function readText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // A browser may forbid storing; then nothing was stored.
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

export function readStored<Schema extends z.ZodMiniType>(
  key: string,
  schema: Schema,
): z.output<Schema> | null {
  return parsed(readText(key), schema);
}

function parsed<Schema extends z.ZodMiniType>(
  text: string | null,
  schema: Schema,
): z.output<Schema> | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // An older page wrote it, or somebody by hand.
    return null;
  }
}

export function store(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // As with reading: then nothing is kept.
    return;
  }
  window.dispatchEvent(new Event(STORED));
}

const nothingOnTheServer = () => null;

/** What this browser keeps under `key`; `fallback` before anything is kept and while rendering on the server. */
export function useStored<Schema extends z.ZodMiniType>(
  key: string,
  schema: Schema,
  fallback: z.output<Schema>,
): [z.output<Schema>, (value: z.output<Schema>) => void] {
  const text = useSyncExternalStore(subscribe, () => readText(key), nothingOnTheServer);
  const value = useMemo(() => parsed(text, schema) ?? fallback, [text, schema, fallback]);
  const set = useCallback(
    (chosen: z.output<Schema>) => {
      store(key, chosen);
    },
    [key],
  );
  return [value, set];
}
