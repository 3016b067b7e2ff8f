import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
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

export type Recommendation = Schemas["Recommendation"];
export type RecommendationDetail = Schemas["RecommendationDetail"];

/** Under which the answers about recommendations are kept. */
export const WORKLIST = "recommendations";

export const TYPES = ["REORDER", "EXPEDITE", "REALLOCATE", "HOLD", "PROMO"] as const;
export const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export const STATUSES = ["OPEN", "ACKNOWLEDGED", "SNOOZED", "DISMISSED", "CLOSED"] as const;

const SORTS = ["money_at_risk", "priority", "action_date", "site_code", "sku"] as const;

/** The worklist's address beside its scope. */
export const worklistParams = {
  q: parseAsString.withDefault(""),
  type: parseAsArrayOf(parseAsStringLiteral(TYPES)).withDefault([]),
  priority: parseAsArrayOf(parseAsStringLiteral(PRIORITIES)).withDefault([]),
  status: parseAsStringLiteral(STATUSES).withDefault("OPEN"),
  sort: parseAsSort(SORTS).withDefault({ by: "money_at_risk", desc: true }),
  page: parseAsInteger.withDefault(1),
  size: parseAsPageSize.withDefault(50),
  open: parseAsInteger,
};

export type WorklistParams = inferParserType<typeof worklistParams>;

export const loadWorklistParams = createLoader(worklistParams);

type Query = QueryOf<"/api/v1/recommendations">;

export function worklistQuery(params: WorklistParams, scope: Scope): Query {
  return {
    ...scopeQuery({ ...scope, abc: [] }),
    ...(params.q.trim() && { q: params.q.trim() }),
    ...(params.type.length > 0 && { type: params.type.join(",") }),
    ...(params.priority.length > 0 && { priority: params.priority.join(",") }),
    status: params.status,
    order_by: sortText(params.sort) as Query["order_by"],
    limit: params.size,
    offset: (Math.max(1, params.page) - 1) * params.size,
  };
}

export function worklistResource(
  params: WorklistParams,
  scope: Scope,
): Resource<Schemas["RecommendationList"]> {
  const query = worklistQuery(params, scope);
  return {
    key: [WORKLIST, "list", query],
    read: (api, signal) => api.GET("/api/v1/recommendations", { params: { query }, signal }),
    file: fileOf("/api/v1/recommendations", query),
  };
}

export const adviceResource = (id: number): Resource<RecommendationDetail> => ({
  key: [WORKLIST, "one", id],
  read: (api, signal) =>
    api.GET("/api/v1/recommendations/{recommendation_id}", {
      params: { path: { recommendation_id: id } },
      signal,
    }),
});

export const outcomesResource: Resource<Schemas["OutcomeList"]> = {
  key: [WORKLIST, "outcomes"],
  read: (api, signal) => api.GET("/api/v1/recommendations/outcomes", { signal }),
};

const SHORT = 5;

export function criticalResource(scope: Scope): Resource<Schemas["RecommendationList"]> {
  const query: Query = {
    ...scopeQuery({ ...scope, abc: [] }),
    status: "OPEN",
    priority: "CRITICAL,HIGH",
    order_by: "-money_at_risk",
    limit: SHORT,
  };
  return {
    key: [WORKLIST, "critical", query],
    read: (api, signal) => api.GET("/api/v1/recommendations", { params: { query }, signal }),
  };
}

export const PRIORITY_TONES = {
  CRITICAL: "danger",
  HIGH: "warning",
  MEDIUM: "accent",
  LOW: "plain",
} as const satisfies Record<Recommendation["priority"], Tone>;
