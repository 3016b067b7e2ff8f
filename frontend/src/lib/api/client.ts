import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type ApiClient = Client<paths, "application/json">;

/** A client that speaks the API's OpenAPI document; `baseUrl` says who answers. */
export function createApiClient(baseUrl: string, fetchWith?: typeof fetch): ApiClient {
  return createClient<paths, "application/json">({ baseUrl, fetch: fetchWith });
}

/** What may be asked at a path. */
export type QueryOf<Path extends keyof paths> = paths[Path] extends {
  get: { parameters: { query?: infer Query } };
}
  ? NonNullable<Query>
  : never;
