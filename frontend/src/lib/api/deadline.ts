import { env } from "@/lib/env";

/**
 * Fetches with the deadline every call to the API has. The body goes out as text, whose length is
 * known: Next sends a Request's own stream in chunks, which a WSGI server takes for no body.
 */
export const fetchWithDeadline: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  return fetch(request.url, {
    method: request.method,
    headers: request.headers,
    body: request.body === null ? null : await request.text(),
    redirect: request.redirect,
    cache: "no-store",
    signal: AbortSignal.timeout(env().API_TIMEOUT_MS),
  });
};
