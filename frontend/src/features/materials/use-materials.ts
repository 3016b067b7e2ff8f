"use client";

import { useDebounce } from "use-debounce";

import { useScope } from "@/components/filters/scope-bar";
import { TYPING_PAUSE_MS } from "@/components/ui/search-input";
import { useResource } from "@/lib/api/use-resource";

import { itemsResource, type MaterialParams } from "./params";

/** The page of materials that the address names, or the one before it until that has come. */
export function useMaterials(params: MaterialParams) {
  const [scope] = useScope();
  const [q] = useDebounce(params.q, TYPING_PAUSE_MS);
  const resource = itemsResource({ ...params, q }, scope);
  return { view: useResource(resource), file: resource.file };
}
