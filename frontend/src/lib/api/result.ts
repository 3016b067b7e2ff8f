/** Why a request gave no data, in the terms a page can act on. */
export type FailureKind =
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "rate-limited"
  | "refused"
  | "unreachable"
  | "failed";

export type ApiFailure = {
  kind: FailureKind;
  /** The HTTP status; null when nobody answered. */
  status: number | null;
  /** The API's own code, e.g. "invalid_credentials". */
  code: string | null;
};

export type ApiResult<Data> = { ok: true; data: Data } | { ok: false; failure: ApiFailure };

/** The code this server answers with when the API behind it gave no answer. */
export const API_UNREACHABLE = "api_unreachable";

const UNREACHABLE: ApiFailure = { kind: "unreachable", status: null, code: API_UNREACHABLE };

/** The code in an error's body; null in a body that is none. */
function codeIn(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  return typeof body.error === "string" ? body.error : null;
}

function kindOf(status: number, code: string | null): FailureKind {
  if (code === API_UNREACHABLE) return "unreachable";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  if (status === 429) return "rate-limited";
  if (status < 500) return "refused";
  return status === 502 || status === 503 || status === 504 ? "unreachable" : "failed";
}

export function failureFrom(status: number, body: unknown): ApiFailure {
  const code = codeIn(body);
  return { kind: kindOf(status, code), status, code };
}

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** Turns an answer, or the lack of one, into data or a failure. Never throws. */
export async function resultOf<Data>(request: Promise<Answer<Data>>): Promise<ApiResult<Data>> {
  let answer: Answer<Data>;
  try {
    answer = await request;
  } catch {
    return { ok: false, failure: UNREACHABLE };
  }
  if (answer.response.ok && answer.data !== undefined) return { ok: true, data: answer.data };
  return { ok: false, failure: failureFrom(answer.response.status, answer.error) };
}
