import { env } from "@/lib/env";

/**
 * Fetches with the deadline every call to the API has.
 *
 * The body goes out as text, whose length is known: Next sends a Request's own stream in chunks,
 * which a WSGI server takes for no body. No connection is kept: one that the API closes for being
 * idle just as it is used again would fail a call, and a refresh can't be repeated.
 */
export const fetchWithDeadline: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const headers = new Headers(request.headers);
  headers.set("Connection", "close");
  return fetch(request.url, {
    method: request.method,
    headers,
    body: request.body === null ? null : await request.text(),
    redirect: request.redirect,
    cache: "no-store",
    signal: AbortSignal.timeout(env().API_TIMEOUT_MS),
  });
};
