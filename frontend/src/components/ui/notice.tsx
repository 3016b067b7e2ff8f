import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div
      role="note"
      className="flex gap-2.5 rounded-lg border border-warning/30 bg-warning-soft px-3 py-2.5 text-[0.8125rem]"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <p>
        <strong className="font-medium text-warning">{title}</strong>
        <span className="mx-1.5 text-ink-faint" aria-hidden>
          ·
        </span>
        {children}
      </p>
    </div>
  );
}
