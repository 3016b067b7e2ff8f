import { readFileSync } from "node:fs";

import { z } from "zod";

const Account = z.object({ username: z.string(), password: z.string() });

const Demo = z.object({
  api: z.url(),
  web: z.url(),
  users: z.object({ admin: Account, analyst: Account, viewer: Account }),
});

export type Demo = z.infer<typeof Demo>;
export type Role = keyof Demo["users"];

/** Where the running demo is and who may enter it. */
export function readDemo(): Demo {
  const file = process.env.DEMO_FILE ?? "../.data/demo.json";
  return Demo.parse(JSON.parse(readFileSync(file, "utf8")));
}
