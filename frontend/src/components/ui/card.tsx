import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("rounded-xl border bg-surface", className)} {...rest} />;
}
