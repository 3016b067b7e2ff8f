import { clsx } from "clsx";
import type { ComponentProps } from "react";

const SHAPE =
  "inline-flex items-center justify-center gap-2 rounded-md leading-5 font-medium whitespace-nowrap transition-colors disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  /** A secondary one whose choice is not the usual. */
  chosen: "border border-accent bg-surface text-accent hover:bg-sunken",
  ghost: "text-ink-soft hover:bg-sunken hover:text-ink",
} as const;

const SIZES = {
  sm: "h-8 px-2.5 text-[0.8125rem]",
  md: "h-9 px-3.5 text-sm",
  icon: "size-8",
} as const;

/** A button's looks for a link that leads on. */
export const LINK_BUTTON = clsx(SHAPE, VARIANTS.secondary, SIZES.sm);

type ButtonProps = ComponentProps<"button"> & {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
};

export function Button({
  variant = "secondary",
  size = "sm",
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(SHAPE, VARIANTS[variant], SIZES[size], className)}
      {...rest}
    />
  );
}
