"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { browserApi, dataOrThrow } from "./browser";
import type { Resource } from "./resource";
import { viewOfQuery, type ViewState } from "./view";

type Options = {
  /** False while what it depends on is not known. */
  enabled?: boolean;
  /** Asks again this often, while the page is looked at. */
  everyMs?: number;
  /** Whether the former answer stays in sight while the next one comes. */
  keep?: boolean;
};

export type ResourceView<Data> = {
  state: ViewState<Data>;
  /** The answer, an older one included; undefined while there is none. */
  data: Data | undefined;
  /** Whether a request is under way, the first one included. */
  updating: boolean;
  retry: () => void;
};

/** One read of the API as a view: loading, failed with a way to retry, or ready. */
export function useResource<Data>(
  resource: Resource<Data>,
  { enabled = true, everyMs, keep = true }: Options = {},
): ResourceView<Data> {
  const query = useQuery({
    queryKey: resource.key,
    queryFn: ({ signal }) => dataOrThrow(resource.read(browserApi, signal)),
    placeholderData: keep ? keepPreviousData : undefined,
    refetchInterval: everyMs ?? false,
    enabled,
  });
  return {
    state: viewOfQuery(query),
    data: query.data,
    updating: query.isFetching,
    retry: () => {
      void query.refetch();
    },
  };
}
