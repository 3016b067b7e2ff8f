"use client";

import { familiesResource, regionsResource, sitesResource } from "@/lib/api/reference";
import { useResource, type ResourceView } from "@/lib/api/use-resource";
import type { ViewState } from "@/lib/api/view";
import { ABC_CLASSES } from "@/lib/scope";

import { familyNames, type Dimension } from "./params";

type Failed = { state: Extract<ViewState<never>, { status: "error" }>; retry: () => void };

type SegmentNames = {
  all: readonly string[];
  /** Whether the names have come. */
  known: boolean;
  failed: Failed | null;
};

const failedOf = ({ state, retry }: ResourceView<unknown>): Failed | null =>
  state.status === "error" ? { state, retry } : null;

/** The segments of a dimension, by the names that forecasts are summed by. */
export function useSegmentNames(dimension: Dimension): SegmentNames {
  const families = useResource(familiesResource, { enabled: dimension === "FAMILY" });
  const sites = useResource(sitesResource, { enabled: dimension === "SITE" });
  const regions = useResource(regionsResource, { enabled: dimension === "REGION" });
  const told = <Data>(view: ResourceView<Data>, namesOf: (data: Data) => string[]) => ({
    all: view.data ? namesOf(view.data) : [],
    known: view.data !== undefined,
    failed: failedOf(view),
  });
  switch (dimension) {
    case "FAMILY":
      return told(families, familyNames);
    case "SITE":
      return told(sites, ({ data }) => data.map(({ code }) => code));
    case "REGION":
      return told(regions, ({ data }) =>
        data.filter(({ site_count: count }) => count > 0).map(({ name }) => name),
      );
    case "ABC":
      return { all: ABC_CLASSES, known: true, failed: null };
  }
}
