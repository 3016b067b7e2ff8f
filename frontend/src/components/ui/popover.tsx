"use client";

import { cloneElement, type ComponentProps, type ReactElement, type ReactNode } from "react";

import { useOnDemand } from "./use-on-demand";

export type PopoverProps = {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<"button">>;
  align?: "start" | "center" | "end";
  "aria-label"?: string;
  /** Its width and padding, where they are not the usual ones. */
  className?: string;
  /** What it says; as a function it is told how to close itself. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** A button and what it opens beside itself, which comes with the first press. */
export function Popover(props: PopoverProps) {
  const { part, button } = useOnDemand("dialog", () => import("./opened-popover"));
  return part ? <part.OpenedPopover {...props} /> : cloneElement(props.trigger, button);
}
