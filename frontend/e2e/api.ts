import createClient, { type Client } from "openapi-fetch";

import type { paths } from "../src/lib/api/schema";

import type { Demo } from "./demo";

/** The API itself, asked as the analyst and past the dashboard. */
export async function apiAsAnalyst(demo: Demo): Promise<Client<paths>> {
  const api = createClient<paths>({ baseUrl: demo.api });
  const { data } = await api.POST("/api/v1/auth/login", { body: demo.users.analyst });
  if (!data) throw new Error(`The API at ${demo.api} refused the analyst's login`);
  api.use({
    onRequest: ({ request }) => {
      request.headers.set("Authorization", `Bearer ${data.access_token}`);
    },
  });
  return api;
}
