"use client";

import { MISSING } from "@/lib/format";

type JsonViewProps = { label: string; value: Record<string, unknown> | null };

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return MISSING;
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Names and values as they were written down. */
export function JsonView({ label, value }: JsonViewProps) {
  const entries = Object.entries(value ?? {});
  return (
    <section aria-label={label} className="min-w-0">
      <h3 className="mb-1 text-xs font-semibold">{label}</h3>
      {entries.length === 0 ? (
        <p className="text-xs text-ink-faint">{MISSING}</p>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
          {entries.map(([name, one]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-ink-faint">{name}</dt>
              <dd className="min-w-0 font-mono break-words whitespace-pre-wrap">{textOf(one)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
