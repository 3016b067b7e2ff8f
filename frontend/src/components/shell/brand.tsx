import Link from "next/link";

import { getTranslations } from "@/lib/i18n/server";

export async function Brand() {
  const t = await getTranslations("app");
  return (
    <Link href="/" prefetch={false} className="flex items-center gap-2.5 rounded-md lg:px-2">
      <svg aria-hidden viewBox="0 0 32 32" className="size-7 shrink-0">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path
          d="M7 21.5c3.2 0 3.6-11 6.8-11s3.2 11 6.2 11c2.2 0 2.6-5.4 5-5.4"
          fill="none"
          className="stroke-on-accent"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      </svg>
      <span className="hidden text-[0.9375rem] font-semibold tracking-tight sm:inline">
        {t("name")}
      </span>
      <span className="sr-only sm:hidden">{t("name")}</span>
    </Link>
  );
}
