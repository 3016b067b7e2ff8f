"use client";

import { clsx } from "clsx";
import { Popover as Primitive } from "radix-ui";
import { useState } from "react";

import type { PopoverProps } from "./popover";

/** A popover from its first opening on. */
export function OpenedPopover({ trigger, className, children, ...rest }: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={12}
          className={clsx(
            "z-50 max-w-[calc(100vw-1.5rem)] rounded-lg border bg-surface text-[0.8125rem] shadow-raised outline-none",
            className ?? "w-80 p-3.5",
          )}
          {...rest}
        >
          {typeof children === "function"
            ? children(() => {
                setOpen(false);
              })
            : children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
