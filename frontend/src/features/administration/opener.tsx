"use client";

import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type OpenerProps = {
  open: boolean;
  /** Said after what is in sight. */
  label: string;
  onToggle: () => void;
  children: ReactNode;
};

/** What opens the row it stands in, anywhere on the row. */
export function Opener({ open, label, onToggle, children }: OpenerProps) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="inline-flex items-center gap-1.5 rounded text-left align-middle font-medium group-hover:text-accent after:absolute after:inset-0"
    >
      <ChevronRight
        aria-hidden
        className={clsx("size-4 shrink-0 text-ink-faint transition-transform", open && "rotate-90")}
      />
      {children}
      <span className="sr-only">{label}</span>
    </button>
  );
}
