import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-faint sm:text-sm",
        "aria-invalid:border-danger",
        className,
      )}
      {...rest}
    />
  );
}
