import { z } from "zod";

const EnvSchema = z.object({
  API_URL: z
    .url({ protocol: /^https?$/, error: "API_URL must be an http(s) address" })
    .default("http://127.0.0.1:8000")
    .transform((address) => address.replace(/\/+$/, "")),
  /** The Django admin as browsers reach it: a path of this origin, or an address of its own. */
  ADMIN_URL: z
    .string()
    .regex(/^(https?:\/\/[^\s]+|\/[^/\s][^\s]*)$/, "ADMIN_URL must be a path or an http(s) address")
    .default("/admin/")
    .transform((address) => address.replace(/\/*$/, "/")),
  API_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
});

export type Env = z.infer<typeof EnvSchema>;

export function parseEnv(source: Record<string, string | undefined>): Env {
  return EnvSchema.parse(source);
}

let cached: Env | undefined;

/** Read at run time, so one build serves every environment. A wrong value throws with its name. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
