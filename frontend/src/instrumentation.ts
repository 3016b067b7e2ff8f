import { env } from "@/lib/env";

/** Runs once when the server starts: a wrong environment stops it here, not at the first request. */
export function register(): void {
  env();
}
