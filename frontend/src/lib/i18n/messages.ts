import en from "@/messages/en.json";
import ptBR from "@/messages/pt-BR.json";

import type { Locale } from "./locales";

export type Messages = typeof ptBR;

export const MESSAGES: Record<Locale, Messages> = { "pt-BR": ptBR, en };

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
