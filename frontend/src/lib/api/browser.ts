import { createApiClient } from "./client";
import { resultOf, type ApiFailure } from "./result";

/** The same API through this site's own origin, which adds the session the browser cannot see. */
export const browserApi = createApiClient("/api/data");

/** Thrown so that a query can show which of the failures it met. */
export class ApiRequestError extends Error {
  constructor(readonly failure: ApiFailure) {
    super(`The API gave no data: ${failure.code ?? failure.kind}`);
    this.name = "ApiRequestError";
  }
}

/** Leaves for the login page, which brings the reader back here. */
export function sendToLogin(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/login?next=${encodeURIComponent(here)}`);
}

/** The data, or ApiRequestError. A lost session leaves for the login page. */
export async function dataOrThrow<Data>(
  request: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const result = await resultOf(request);
  if (result.ok) return result.data;
  if (result.failure.kind === "unauthorized") sendToLogin();
  throw new ApiRequestError(result.failure);
}
