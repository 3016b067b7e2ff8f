"use client";

import { useTranslations } from "use-intl";

import { useFormat } from "@/lib/i18n/use-format";

type StepBarsProps = { label: string; steps: readonly { step: string; seconds: number }[] };

/** How long each step took, the longest filling the line. */
export function StepBars({ label, steps }: StepBarsProps) {
  const t = useTranslations("administration");
  const format = useFormat();
  const longest = Math.max(...steps.map(({ seconds }) => seconds), Number.MIN_VALUE);
  return (
    <section aria-label={label}>
      <h3 className="mb-1.5 text-xs font-semibold">{label}</h3>
      {steps.length === 0 ? (
        <p className="text-xs text-ink-faint">{t("noSteps")}</p>
      ) : (
        <dl className="space-y-1.5 text-xs">
          {steps.map(({ step, seconds }) => (
            <div key={step} className="grid grid-cols-[6rem_1fr_auto] items-center gap-3">
              <dt className="truncate font-mono">{step}</dt>
              <dd aria-hidden className="h-2 rounded bg-sunken">
                <span
                  className="block h-full rounded"
                  style={{
                    width: `${Math.max(1, (seconds / longest) * 100)}%`,
                    background: "var(--series-1)",
                  }}
                />
              </dd>
              <dd className="text-right tabular-nums">
                {t("nSeconds", { seconds: format.quantity(seconds) })}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
