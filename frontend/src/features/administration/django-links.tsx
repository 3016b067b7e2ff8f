import { ExternalLink } from "lucide-react";

import { getTranslations } from "@/lib/i18n/server";

/** Where the Django admin changes what this page only shows. */
const PAGES = [
  ["users", "support/user/"],
  ["sessions", "support/usersession/"],
  ["requests", "support/loadrequest/"],
  ["schedule", "django_celery_beat/periodictask/"],
  ["home", ""],
] as const;

export async function DjangoLinks({ adminUrl }: { adminUrl: string }) {
  const t = await getTranslations("administration");
  return (
    <nav aria-label={t("django")} className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <span className="text-xs text-ink-faint">{t("django")}</span>
      {PAGES.map(([name, path]) => (
        // Another application, even where it answers at the same origin.
        <a
          key={name}
          href={adminUrl + path}
          className="inline-flex items-center gap-1 rounded text-[0.8125rem] font-medium text-accent hover:underline"
        >
          {t(`djangoPages.${name}`)}
          <ExternalLink aria-hidden className="size-3.5" />
        </a>
      ))}
    </nav>
  );
}
