import "server-only";

import { cookies } from "next/headers";
import {
  createTranslator,
  type Messages,
  type NamespaceKeys,
  type NestedKeyOf,
} from "use-intl/core";

import { asLocale, LOCALE_COOKIE, type Locale } from "./locales";
import { COMPILED_MESSAGES } from "./compiled";

export async function getLocale(): Promise<Locale> {
  return asLocale((await cookies()).get(LOCALE_COOKIE)?.value);
}

/** The words of one namespace, for a server component. */
export async function getTranslations<
  Namespace extends NamespaceKeys<Messages, NestedKeyOf<Messages>>,
>(namespace: Namespace) {
  const locale = await getLocale();
  return createTranslator({ locale, messages: COMPILED_MESSAGES[locale], namespace });
}
