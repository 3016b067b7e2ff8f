import type { ApiClient } from "./client";
import type { FileSource } from "./files";

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** One read of the API, that the server and the browser ask alike and keep under the same key. */
export type Resource<Data> = {
  key: readonly unknown[];
  read: (api: ApiClient, signal?: AbortSignal) => Promise<Answer<Data>>;
  /** All its rows as a file, where the API has it. */
  file?: FileSource;
};
