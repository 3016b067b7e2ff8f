"use client";

import type { FileSource } from "@/lib/api/files";
import { freshnessResource } from "@/lib/api/reference";
import type { Resource } from "@/lib/api/resource";
import { useResource, type ResourceView } from "@/lib/api/use-resource";
import type { PlainDate } from "@/lib/dates";

import { ordersUntil, windowOf, type Window } from "./params";

/** Any day does while none is known: nothing is asked for then. */
const UNKNOWN: PlainDate = "2000-01-01";

export type WindowView<Data> = ResourceView<Data | null> & {
  window: Window | null;
  /** The same rows as a file; undefined while no window is known. */
  file: FileSource | undefined;
};

/** What is asked for over the days up to the last order; null where no order was ever loaded. */
export function useInWindow<Data>(
  days: number,
  resourceOf: (window: Window) => Resource<Data>,
): WindowView<Data> {
  const freshness = useResource(freshnessResource);
  const until = freshness.data ? ordersUntil(freshness.data) : null;
  const window = until === null ? null : windowOf(days, until);
  const resource = resourceOf(window ?? windowOf(days, UNKNOWN));
  const view = useResource(resource, { enabled: window !== null });
  if (window !== null) return { ...view, window, file: resource.file };
  const { state, updating, retry } = freshness;
  const nothing = { status: "ready", data: null } as const;
  return {
    window,
    file: undefined,
    data: undefined,
    updating,
    retry,
    state: state.status === "ready" ? nothing : state,
  };
}
