"use client";

import { clsx } from "clsx";
import { Tabs as Primitive } from "radix-ui";
import type { ComponentProps } from "react";

export const Tabs = Primitive.Root;

export function TabsList({ className, ...rest }: ComponentProps<typeof Primitive.List>) {
  return (
    <Primitive.List
      className={clsx("mb-4 flex [scrollbar-width:none] gap-1 overflow-x-auto border-b", className)}
      {...rest}
    />
  );
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={clsx(
        "-mb-px h-9 border-b-2 border-transparent px-3 text-[0.8125rem] font-medium whitespace-nowrap text-ink-soft -outline-offset-2! transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:text-accent",
        className,
      )}
      {...rest}
    />
  );
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content className={clsx("space-y-4", className)} {...rest} />;
}
