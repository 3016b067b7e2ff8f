import type { Schemas } from "@/lib/api/client";

export type Role = Schemas["Role"];

/** Whether the role may decide on advice and alerts. The API decides on every call; pages only hide. */
export const mayDecide = (role: Role | null): boolean => role === "ADMIN" || role === "ANALYST";

/** Whether the role may read the audit trail and the loads. */
export const mayAdminister = (role: Role | null): boolean => role === "ADMIN";
