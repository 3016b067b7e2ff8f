import type { ReactNode } from "react";

import type { Resource } from "@/lib/api/resource";
import { askApi } from "@/lib/api/server";

import { Hydrated } from "./hydrated";

type PrefetchedProps = { resources: readonly Resource<unknown>[]; children: ReactNode };

/** Asks on the server for what the views within show first. */
export async function Prefetched({ resources, children }: PrefetchedProps) {
  const answers = await Promise.all(
    resources.map(async ({ key, read }) => ({ key, result: await askApi((api) => read(api)) })),
  );
  return <Hydrated answers={answers}>{children}</Hydrated>;
}
