import type { Resource } from "./resource";
import type { Schemas } from "./client";

/** The API's longest page. */
const ALL = 1000;

/** What filters and headings name: it changes by a load, not by a choice. */
export const sitesResource: Resource<Schemas["SiteList"]> = {
  key: ["reference", "sites"],
  read: (api, signal) =>
    api.GET("/api/v1/sites", { params: { query: { active: true, limit: ALL } }, signal }),
};

export const regionsResource: Resource<Schemas["RegionList"]> = {
  key: ["reference", "regions"],
  read: (api, signal) => api.GET("/api/v1/regions", { signal }),
};

export const familiesResource: Resource<Schemas["FamilyList"]> = {
  key: ["reference", "families"],
  read: (api, signal) => api.GET("/api/v1/items/families", { signal }),
};

export const freshnessResource: Resource<Schemas["FreshnessList"]> = {
  key: ["freshness"],
  read: (api, signal) => api.GET("/api/v1/freshness", { signal }),
};

export const kpiDefinitionsResource = (
  lang: "pt-BR" | "en",
): Resource<Schemas["KpiDefinitionList"]> => ({
  key: ["kpi-definitions", lang],
  read: (api, signal) =>
    api.GET("/api/v1/analytics/kpi-definitions", { params: { query: { lang } }, signal }),
});
