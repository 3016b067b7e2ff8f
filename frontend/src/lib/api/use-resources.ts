"use client";

import { keepPreviousData, useQueries } from "@tanstack/react-query";

import { browserApi, dataOrThrow } from "./browser";
import type { Resource } from "./resource";
import type { ResourceView } from "./use-resource";
import { viewOfQuery, type ViewState } from "./view";

/** Several reads as one view: ready when all are, failed when one is. */
export function useResources<Data>(resources: readonly Resource<Data>[]): ResourceView<Data[]> {
  const queries = useQueries({
    queries: resources.map((resource) => ({
      queryKey: resource.key,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        dataOrThrow(resource.read(browserApi, signal)),
      placeholderData: keepPreviousData,
    })),
  });
  const state = together(queries.map(viewOfQuery));
  return {
    state,
    data: state.status === "ready" ? state.data : undefined,
    updating: queries.some(({ isFetching }) => isFetching),
    retry: () => {
      for (const query of queries) if (query.error) void query.refetch();
    },
  };
}

/** The first failure, or loading while one of them still is, or what all of them gave. */
export function together<Data>(states: readonly ViewState<Data>[]): ViewState<Data[]> {
  const failed = states.find((one) => one.status === "error");
  if (failed) return failed;
  const ready = states.flatMap((one) => (one.status === "ready" ? [one.data] : []));
  return ready.length === states.length ? { status: "ready", data: ready } : { status: "loading" };
}
