"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import type { ComponentProps } from "react";

export function Checkbox(props: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      {...props}
      className="group/box relative grid size-4.5 place-items-center rounded border border-line-strong bg-surface text-on-accent after:absolute after:-inset-2 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
    >
      <Primitive.Indicator>
        <Check aria-hidden className="hidden size-3.5 group-data-[state=checked]/box:block" />
        <Minus aria-hidden className="hidden size-3.5 group-data-[state=indeterminate]/box:block" />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
