import "server-only";

import { env } from "@/lib/env";

import { fetchWithDeadline } from "./deadline";
import { API_UNREACHABLE } from "./result";

/** What a browser may read through this site. Anything else is not forwarded. */
const READABLE = [
  "api/v1/items",
  "api/v1/sites",
  "api/v1/regions",
  "api/v1/suppliers",
  "api/v1/orders",
  "api/v1/demand",
  "api/v1/inventory",
  "api/v1/forecasts",
  "api/v1/features",
  "api/v1/analytics",
  "api/v1/freshness",
  "api/v1/data-version",
  "api/v1/calendar",
  "api/v1/glossary",
  "api/v1/recommendations",
  "api/v1/alerts",
  // The API answers 403 to everybody but administrators.
  "api/v1/admin",
] as const;

/** What a browser may decide through this site. */
const WRITABLE = ["api/v1/recommendations", "api/v1/alerts"] as const;

const SEGMENT = /^[\w-][\w.-]*$/;

function allowedPath(segments: readonly string[], prefixes: readonly string[]): string | null {
  if (!segments.every((segment) => SEGMENT.test(segment))) return null;
  const path = segments.join("/");
  const allowed = prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return allowed ? `/${path}` : null;
}

/** The API path these URL segments name, or null when it is not among the readable ones. */
export const readablePath = (segments: readonly string[]) => allowedPath(segments, READABLE);

/** The same among those that take a decision. */
export const writablePath = (segments: readonly string[]) => allowedPath(segments, WRITABLE);

export function errorResponse(status: number, error: string, detail: string): Response {
  return Response.json({ error, detail }, { status, headers: { "Cache-Control": "no-store" } });
}

export function unreachableResponse(): Response {
  return errorResponse(502, API_UNREACHABLE, "The API did not answer.");
}

/** What the API answered, for the browser: its own cookies and headers stay here. */
function passedOn(answer: Response): Response {
  const disposition = answer.headers.get("Content-Disposition");
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      "Content-Type": answer.headers.get("Content-Type") ?? "application/json",
      "Cache-Control": "private, no-store",
      ...(disposition !== null && { "Content-Disposition": disposition }),
    },
  });
}

/** Asks the API for one path as the owner of `token`; throws when nobody answers. */
export async function forwardGet(path: string, search: string, token: string): Promise<Response> {
  const answer = await fetchWithDeadline(`${env().API_URL}${path}${search}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
    redirect: "manual",
  });
  return passedOn(answer);
}

/** Whether the address asks for a file rather than an answer. */
export const asksForFile = (search: URLSearchParams): boolean => search.has("format");

/**
 * Passes a file on as it comes, until `left` says that the reader went. It has no deadline: a workbook
 * is written whole before its first byte, and a long list takes as long as the reader's connection.
 */
export async function forwardFile(
  path: string,
  search: string,
  token: string,
  left: AbortSignal,
): Promise<Response> {
  const answer = await fetch(`${env().API_URL}${path}${search}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: "application/json", Connection: "close" },
    redirect: "manual",
    cache: "no-store",
    signal: left,
  });
  return passedOn(answer);
}

/** Sends a decision to the API as the owner of `token`; throws when nobody answers. */
export async function forwardPost(path: string, body: string, token: string): Promise<Response> {
  const answer = await fetchWithDeadline(`${env().API_URL}${path}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: "application/json",
      "Content-Type": "application/json",
    },
    body,
    redirect: "manual",
  });
  return passedOn(answer);
}
