import { failureFrom, type ApiFailure } from "@/lib/api/result";

export type Credentials = { username: string; password: string };

/** Null once the session cookies are set; otherwise why they are not. */
export async function signIn(credentials: Credentials): Promise<ApiFailure | null> {
  try {
    const response = await fetch("/api/session/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(credentials),
    });
    if (response.ok) return null;
    return failureFrom(response.status, await response.json().catch(() => null));
  } catch {
    return { kind: "unreachable", status: null, code: null };
  }
}
