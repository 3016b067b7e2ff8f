import type { ReactNode } from "react";

import type { Resource } from "@/lib/api/resource";
import type { ApiResult } from "@/lib/api/result";
import { askApi } from "@/lib/api/server";

import { Hydrated } from "./hydrated";

/** What was answered for one of the resources, the object itself; undefined where nothing was. */
type AnswerOf = <Data>(resource: Resource<Data>) => Data | undefined;

type PrefetchedProps = {
  resources: readonly Resource<unknown>[];
  /** What can only be asked for with the answers to the others. */
  andThen?: (answerOf: AnswerOf) => readonly Resource<unknown>[];
  children: ReactNode;
};

type Answer = { key: Resource<unknown>["key"]; result: ApiResult<unknown> };

const ask = (resources: readonly Resource<unknown>[]): Promise<Answer[]> =>
  Promise.all(
    resources.map(async ({ key, read }) => ({ key, result: await askApi((api) => read(api)) })),
  );

/** Asks on the server for what the views within show first. */
export async function Prefetched({ resources, andThen, children }: PrefetchedProps) {
  const first = await ask(resources);
  const answerOf: AnswerOf = <Data,>({ key }: Resource<Data>) => {
    const result = first.find((answer) => answer.key === key)?.result;
    return result?.ok ? (result.data as Data) : undefined;
  };
  const second = await ask(andThen?.(answerOf) ?? []);
  return <Hydrated answers={[...first, ...second]}>{children}</Hydrated>;
}
