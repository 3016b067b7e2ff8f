import type { Schemas } from "./client";
import type { Resource } from "./resource";

/** One cheap answer for everything that may be new. */
export const newsResource: Resource<Schemas["DataVersion"]> = {
  key: ["data-version"],
  read: (api, signal) => api.GET("/api/v1/data-version", { signal }),
};

export const NEWS_EVERY_MS = 30_000;
