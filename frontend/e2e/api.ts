import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "../src/lib/api/schema";

import type { Demo, Role } from "./demo";

export type Api = Client<paths, "application/json">;
export type Tokens = components["schemas"]["TokenPair"];

/** The API itself, asked with a token and past the dashboard. */
export function apiWith(demo: Demo, token: string): Api {
  const api = createClient<paths, "application/json">({ baseUrl: demo.api });
  api.use({
    onRequest: ({ request }) => {
      request.headers.set("Authorization", `Bearer ${token}`);
    },
  });
  return api;
}

/** A session of its own for one of the demo's users. */
export async function signedIn(demo: Demo, role: Role): Promise<Tokens> {
  const api = createClient<paths, "application/json">({ baseUrl: demo.api });
  const { data } = await api.POST("/api/v1/auth/login", { body: demo.users[role] });
  if (!data) throw new Error(`The API at ${demo.api} refused the login of ${role}`);
  return data;
}

/** The API, asked as one of the demo's users with a session of its own. */
export const apiAs = async (demo: Demo, role: Role): Promise<Api> =>
  apiWith(demo, (await signedIn(demo, role)).access_token);

export const apiAsAnalyst = (demo: Demo): Promise<Api> => apiAs(demo, "analyst");

/** The answer's data; an answer without it fails the test. */
export async function dataOf<Data>(
  answer: Promise<{ data?: Data; error?: unknown }>,
): Promise<Data> {
  const { data, error } = await answer;
  if (data === undefined) throw new Error(`The API gave no data: ${JSON.stringify(error)}`);
  return data;
}
