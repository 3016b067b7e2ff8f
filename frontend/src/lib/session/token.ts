import { z } from "zod";

const Claims = z.object({ exp: z.number() });

/** Seconds since 1970 at which a JWT ends, unverified: it times the refresh and grants nothing. */
export function expiryOf(token: string): number | null {
  const payload = token.split(".")[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return Claims.parse(claims).exp;
  } catch {
    return null;
  }
}

export function endsWithin(token: string, seconds: number, now = Date.now()): boolean {
  const expiry = expiryOf(token);
  return expiry === null || expiry - now / 1000 < seconds;
}
