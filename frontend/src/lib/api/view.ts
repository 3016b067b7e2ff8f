import { ApiRequestError } from "./browser";
import type { ApiFailure } from "./result";

/** The cases every data view answers; "empty" is data the view finds nothing in. */
export type ViewState<Data> =
  | { status: "loading" }
  | { status: "error"; failure: ApiFailure }
  | { status: "ready"; data: Data };

type QueryLike<Data> = { data: Data | undefined; error: Error | null };

export function viewOfQuery<Data>({ data, error }: QueryLike<Data>): ViewState<Data> {
  if (data !== undefined) return { status: "ready", data };
  if (!error) return { status: "loading" };
  const failure: ApiFailure =
    error instanceof ApiRequestError ? error.failure : { kind: "failed", status: null, code: null };
  return { status: "error", failure };
}
