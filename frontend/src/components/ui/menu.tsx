"use client";

import { cloneElement, type ComponentProps, type ReactElement, type ReactNode } from "react";

import type * as Parts from "./menu-parts";
import { useOnDemand } from "./use-on-demand";

export type MenuParts = typeof Parts;

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<"button">>;
  align?: "start" | "end";
  /** Wide for long entries; a list has entries without end. */
  size?: "plain" | "wide" | "list";
  /** Its entries, made of the parts, which come with the first press. */
  children: (parts: MenuParts) => ReactNode;
};

/** A button and its menu. */
export function Menu({ trigger, children, ...look }: MenuProps) {
  const { part, byKeyboard, button } = useOnDemand("menu", () => import("./menu-parts"));
  if (!part) return cloneElement(trigger, button);
  return (
    <part.OpenedMenu trigger={trigger} byKeyboard={byKeyboard} {...look}>
      {children(part)}
    </part.OpenedMenu>
  );
}
