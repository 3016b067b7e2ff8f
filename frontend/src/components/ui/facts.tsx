import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

/** A run of label and value pairs. */
export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cn("flex flex-wrap gap-x-7 gap-y-2.5", className)}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-ink-faint">{label}</dt>
      <dd className="text-[0.8125rem] break-words text-ink tabular-nums">{children}</dd>
    </div>
  );
}
