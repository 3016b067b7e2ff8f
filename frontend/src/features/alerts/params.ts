import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

import type { Tone } from "@/components/ui/tag";
import type { QueryOf, Schemas } from "@/lib/api/client";
import { fileOf } from "@/lib/api/files";
import type { Resource } from "@/lib/api/resource";
import { parseAsPageSize } from "@/lib/page-sizes";
import { scopeQuery, type Scope } from "@/lib/scope";
import { parseAsSort, sortText } from "@/lib/sort";

export type Alert = Schemas["Alert"];
type Query = QueryOf<"/api/v1/alerts">;

/** Under which the answers about alerts are kept. */
export const ALERTS = "alerts";

export const LEVELS = ["CRITICAL", "WARNING", "NORMAL"] as const;
export const SHOWN = ["unread", "all", "resolved"] as const;

const SORTS = ["level", "created_at", "money_at_risk", "category", "sku"] as const;

/** The inbox's address beside its scope. */
export const alertParams = {
  level: parseAsArrayOf(parseAsStringLiteral(LEVELS)).withDefault([]),
  shown: parseAsStringLiteral(SHOWN).withDefault("unread"),
  sort: parseAsSort(SORTS).withDefault({ by: "level", desc: true }),
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(50),
  open: parseAsInteger,
};

export type AlertParams = inferParserType<typeof alertParams>;

export const loadAlertParams = createLoader(alertParams);

export function alertQuery(params: AlertParams, scope: Scope): Query {
  return {
    ...scopeQuery({ ...scope, abc: [] }),
    ...(params.level.length > 0 && { level: params.level.join(",") }),
    ...(params.shown === "unread" && { unread: true }),
    status: params.shown === "resolved" ? "RESOLVED" : "OPEN",
    order_by: sortText(params.sort) as Query["order_by"],
    limit: params.size,
    offset: (Math.max(1, params.page) - 1) * params.size,
  };
}

export function alertsResource(params: AlertParams, scope: Scope): Resource<Schemas["AlertList"]> {
  const query = alertQuery(params, scope);
  return {
    key: [ALERTS, "list", query],
    read: (api, signal) => api.GET("/api/v1/alerts", { params: { query }, signal }),
    file: fileOf("/api/v1/alerts", query),
  };
}

export const alertResource = (id: number): Resource<Schemas["AlertDetail"]> => ({
  key: [ALERTS, "one", id],
  read: (api, signal) =>
    api.GET("/api/v1/alerts/{alert_id}", { params: { path: { alert_id: id } }, signal }),
});

/** The unread ones raised last, to be told of in passing. */
export const newestAlertsResource = (limit: number): Resource<Schemas["AlertList"]> => ({
  key: [ALERTS, "newest", limit],
  read: (api, signal) =>
    api.GET("/api/v1/alerts", {
      params: { query: { unread: true, order_by: "-created_at", limit } },
      signal,
    }),
});

const SHORT = 5;

export function topAlertsResource(scope: Scope): Resource<Schemas["AlertList"]> {
  const query: Query = {
    ...scopeQuery({ ...scope, abc: [] }),
    order_by: "-level",
    limit: SHORT,
  };
  return {
    key: [ALERTS, "top", query],
    read: (api, signal) => api.GET("/api/v1/alerts", { params: { query }, signal }),
  };
}

export const LEVEL_TONES = {
  CRITICAL: "danger",
  WARNING: "warning",
  NORMAL: "plain",
} as const satisfies Record<Alert["level"], Tone>;
