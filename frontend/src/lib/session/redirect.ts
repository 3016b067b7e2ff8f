import "server-only";

import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { loginPath, PATH_HEADER } from "./next-path";

/** Leaves for the login page, which brings the reader back here. */
export async function redirectToLogin(): Promise<never> {
  redirect(loginPath((await headers()).get(PATH_HEADER)));
}
