import { clsx } from "clsx";
import type { ComponentProps } from "react";

const HEIGHTS = {
  sm: "h-8 sm:text-[0.8125rem]",
  md: "h-9 sm:text-sm",
  lg: "h-10 sm:text-sm",
} as const;

type InputProps = Omit<ComponentProps<"input">, "height"> & { height?: keyof typeof HEIGHTS };

export function Input({ height = "md", className, ...rest }: InputProps) {
  return (
    <input
      className={clsx(
        "w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-faint",
        "aria-invalid:border-danger",
        HEIGHTS[height],
        className,
      )}
      {...rest}
    />
  );
}
