import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { ApiResult } from "@/lib/api/result";

type HydratedProps = {
  /** What the server has already fetched, by the key under which the page's queries look for it. */
  answers: { key: QueryKey; result: ApiResult<unknown> }[];
  children: ReactNode;
};

/** Gives a page's queries their first answers, so that it arrives with data; failures ask again. */
export function Hydrated({ answers, children }: HydratedProps) {
  const client = new QueryClient();
  for (const { key, result } of answers) {
    if (result.ok) client.setQueryData(key, result.data);
  }
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
