"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebounce } from "use-debounce";

import { browserApi, dataOrThrow } from "@/lib/api/browser";

import { FAMILIES_KEY, itemQuery, itemsKey, type MaterialParams } from "./params";

const TYPING_PAUSE_MS = 250;

/** The page of materials that the address names, or the one before it until that has come. */
export function useMaterials(params: MaterialParams) {
  const [q] = useDebounce(params.q, TYPING_PAUSE_MS);
  const settled = { ...params, q };
  return useQuery({
    queryKey: itemsKey(settled),
    queryFn: ({ signal }) =>
      dataOrThrow(
        browserApi.GET("/api/v1/items", { params: { query: itemQuery(settled) }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useFamilies() {
  return useQuery({
    queryKey: FAMILIES_KEY,
    queryFn: async ({ signal }) =>
      (await dataOrThrow(browserApi.GET("/api/v1/items/families", { signal }))).data,
  });
}
