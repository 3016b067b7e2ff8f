import type { Schemas } from "@/lib/api/client";

export type Role = Schemas["Role"];

/** Whether they may decide on advice and alerts. The API decides on every call; pages only hide. */
export const mayDecide = (reader: Reader | null): boolean =>
  reader?.role === "ADMIN" || reader?.role === "ANALYST";

/** What pages go by of who has signed in. `scoped`: sees only some sites. */
export type Reader = Pick<Schemas["User"], "role" | "scoped">;

/** Whether they may read the audit trail and the loads, which tell of all sites. */
export const mayAdminister = (reader: Reader | null): boolean =>
  reader?.role === "ADMIN" && !reader.scoped;
