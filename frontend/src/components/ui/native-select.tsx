import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/** The browser's own list: it scrolls, searches by typing and opens full screen on a phone. */
export function NativeSelect({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative inline-flex", className)}>
      <select
        className="h-8 w-full appearance-none truncate rounded-md border border-line-strong bg-surface pr-8 pl-2.5 text-base text-ink hover:bg-sunken sm:text-[0.8125rem]"
        {...rest}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-2 right-2 size-4 text-ink-faint"
      />
    </span>
  );
}
