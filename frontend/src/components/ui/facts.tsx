import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A run of label and value pairs. */
export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={clsx("flex flex-wrap gap-x-7 gap-y-2.5", className)}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-ink-faint">{label}</dt>
      <dd className="text-[0.8125rem] break-words text-ink tabular-nums">{children}</dd>
    </div>
  );
}
