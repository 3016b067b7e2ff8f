import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import type { PlainDate } from "@/lib/dates";
import { parseAsPageSize } from "@/lib/page-sizes";
import { parseAsSort, sortText } from "@/lib/sort";

export type AuditEntry = Schemas["AuditEntry"];
export type Load = Schemas["Load"];
export type LoadDetail = Schemas["LoadDetail"];
export type Reject = Schemas["Reject"];
export type Night = Schemas["Night"];
export type NightStep = Schemas["NightStep"];

/** What is most often looked for; any other action is found by its words. */
export const ACTIONS = [
  "LOGIN",
  "LOGIN_FAILED",
  "LOGIN_LOCKED",
  "LOGOUT",
  "SESSION_REVOKED",
  "USER_CREATED",
  "USER_CHANGED",
  "PASSWORD_CHANGED",
  "SCOPE_CHANGED",
  "LOAD_PUBLISHED",
  "CANDIDATE_PUBLISHED",
  "RUN_PROMOTED",
  "LOAD_ROLLED_BACK",
  "AUDIT_EXPORTED",
] as const;

export const LOAD_STATUSES = [
  "PUBLISHED",
  "CANDIDATE",
  "NEEDS_APPROVAL",
  "REJECTED",
  "FAILED",
  "ROLLBACK",
] as const satisfies readonly Load["status"][];

export const NIGHT_STATUSES = [
  "RUNNING",
  "DONE",
  "PARTIAL",
  "FAILED",
  "SKIPPED",
] as const satisfies readonly Night["status"][];

const LOAD_SORTS = [
  "run_id",
  "dataset",
  "started_at",
  "rows_loaded",
  "rows_rejected",
  "seconds",
] as const;

const size = parseAsPageSize.withDefault(50);

/** Each part of the page has names of its own, so that one keeps its place while another is read. */
export const auditParams = {
  q: parseAsString.withDefault(""),
  actor: parseAsString,
  action: parseAsArrayOf(parseAsString).withDefault([]),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  page: parseAsInteger.withDefault(1),
  size,
  open: parseAsInteger,
};

export const loadParams = {
  lq: parseAsString.withDefault(""),
  dataset: parseAsArrayOf(parseAsString).withDefault([]),
  status: parseAsArrayOf(parseAsStringLiteral(LOAD_STATUSES)).withDefault([]),
  lsort: parseAsSort(LOAD_SORTS).withDefault({ by: "run_id", desc: true }),
  lpage: parseAsInteger.withDefault(1),
  size,
  load: parseAsInteger,
  rpage: parseAsInteger.withDefault(1),
};

export const nightParams = {
  night: parseAsInteger,
  nstatus: parseAsArrayOf(parseAsStringLiteral(NIGHT_STATUSES)).withDefault([]),
  npage: parseAsInteger.withDefault(1),
  size,
};

export type AuditParams = inferParserType<typeof auditParams>;
export type LoadParams = inferParserType<typeof loadParams>;
export type NightParams = inferParserType<typeof nightParams>;

export const loadAuditParams = createLoader(auditParams);
export const loadLoadParams = createLoader(loadParams);
export const loadNightParams = createLoader(nightParams);

const offsetOf = (page: number, limit: number) => (Math.max(1, page) - 1) * limit;

/** The day a date picker chose: it is read as UTC, and must not become the evening before. */
export const dayOf = (date: Date): PlainDate => date.toISOString().slice(0, 10);

export function auditResource(params: AuditParams): Resource<Schemas["AuditLog"]> {
  const { q, actor, action, from, to, page, size: limit } = params;
  const query: QueryOf<"/api/v1/admin/audit-log"> = {
    ...(q.trim() && { q: q.trim() }),
    ...(actor !== null && { actor }),
    ...(action.length > 0 && { action: action.join(",") }),
    ...(from !== null && { start_date: dayOf(from) }),
    ...(to !== null && { end_date: dayOf(to) }),
    limit,
    offset: offsetOf(page, limit),
  };
  return {
    key: ["admin", "audit", query],
    read: (api, signal) => api.GET("/api/v1/admin/audit-log", { params: { query }, signal }),
    file: fileOf("/api/v1/admin/audit-log", query),
  };
}

export function loadsResource(params: LoadParams): Resource<Schemas["LoadList"]> {
  const { lq, dataset, status, lsort, lpage, size: limit } = params;
  const query: QueryOf<"/api/v1/admin/loads"> = {
    ...(lq.trim() && { q: lq.trim() }),
    ...(dataset.length > 0 && { dataset: dataset.join(",") }),
    ...(status.length > 0 && { status: status.join(",") }),
    order_by: sortText(lsort) as QueryOf<"/api/v1/admin/loads">["order_by"],
    limit,
    offset: offsetOf(lpage, limit),
  };
  return {
    key: ["admin", "loads", query],
    read: (api, signal) => api.GET("/api/v1/admin/loads", { params: { query }, signal }),
    file: fileOf("/api/v1/admin/loads", query),
  };
}

export const loadResource = (runId: number): Resource<LoadDetail> => ({
  key: ["admin", "load", runId],
  read: (api, signal) =>
    api.GET("/api/v1/admin/loads/{run_id}", { params: { path: { run_id: runId } }, signal }),
});

const REJECTS_A_PAGE = 25;

export function rejectsResource(runId: number, page: number): Resource<Schemas["RejectList"]> {
  const query = { limit: REJECTS_A_PAGE, offset: offsetOf(page, REJECTS_A_PAGE) };
  return {
    key: ["admin", "rejects", runId, query],
    read: (api, signal) =>
      api.GET("/api/v1/admin/loads/{run_id}/rejects", {
        params: { path: { run_id: runId }, query },
        signal,
      }),
    file: fileOf("/api/v1/admin/loads/{run_id}/rejects", query, { run_id: runId }),
  };
}

export function nightsResource(params: NightParams): Resource<Schemas["NightList"]> {
  const { nstatus, npage, size: limit } = params;
  const query: QueryOf<"/api/v1/admin/nights"> = {
    ...(nstatus.length > 0 && { status: nstatus.join(",") }),
    limit,
    offset: offsetOf(npage, limit),
  };
  return {
    key: ["admin", "nights", query],
    read: (api, signal) => api.GET("/api/v1/admin/nights", { params: { query }, signal }),
    file: fileOf("/api/v1/admin/nights", query),
  };
}
