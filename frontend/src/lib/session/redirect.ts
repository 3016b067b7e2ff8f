import "server-only";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { loginPath, PATH_HEADER } from "./next-path";
import { accessToken } from "./server";

/** Leaves for the login page, which brings the reader back here. */
export async function redirectToLogin(): Promise<never> {
  redirect(loginPath((await headers()).get(PATH_HEADER)));
}

/** Leaves for the login page when there is no session; whether it is good, the API says. */
export async function requireSession(): Promise<void> {
  if ((await accessToken()) === null) await redirectToLogin();
}
