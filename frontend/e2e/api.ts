import createClient, { type Client } from "openapi-fetch";

import type { paths } from "../src/lib/api/schema";

import type { Demo } from "./demo";

type ApiClient = Client<paths, "application/json">;

export const apiAsAnalyst = (demo: Demo): Promise<ApiClient> => apiAs(demo, "analyst");

/** The API itself, asked as one of the demo's users and past the dashboard. */
export async function apiAs(demo: Demo, user: keyof Demo["users"]): Promise<ApiClient> {
  const api = createClient<paths, "application/json">({ baseUrl: demo.api });
  const { data } = await api.POST("/api/v1/auth/login", { body: demo.users[user] });
  if (!data) throw new Error(`The API at ${demo.api} refused the login of ${user}`);
  api.use({
    onRequest: ({ request }) => {
      request.headers.set("Authorization", `Bearer ${data.access_token}`);
    },
  });
  return api;
}
