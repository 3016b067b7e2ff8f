// `next build` leaves static files out of the standalone server; this puts them beside it.
import { cp } from "node:fs/promises";

await cp(".next/static", ".next/standalone/.next/static", { recursive: true });
await cp("public", ".next/standalone/public", { recursive: true });
