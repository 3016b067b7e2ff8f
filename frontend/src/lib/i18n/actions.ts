"use server";

import { cookies } from "next/headers";

import { asLocale, LOCALE_COOKIE } from "./locales";

const ONE_YEAR_SECONDS = 31_536_000;

export async function chooseLocale(value: string): Promise<void> {
  (await cookies()).set(LOCALE_COOKIE, asLocale(value), {
    maxAge: ONE_YEAR_SECONDS,
    path: "/",
    sameSite: "lax",
  });
}
