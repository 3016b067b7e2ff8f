"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Menu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "@/lib/cn";

/** Not modal: a modal menu locks the page's scroll with a style sheet our policy refuses. */
export function DropdownMenu(props: ComponentProps<typeof Menu.Root>) {
  return <Menu.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Menu.Trigger;
export const DropdownMenuRadioGroup = Menu.RadioGroup;

export function DropdownMenuContent({ className, ...rest }: ComponentProps<typeof Menu.Content>) {
  return (
    <Menu.Portal>
      <Menu.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg border bg-surface p-1 shadow-raised",
          className,
        )}
        {...rest}
      />
    </Menu.Portal>
  );
}

const ITEM =
  "relative flex min-h-8 cursor-pointer items-center gap-2 rounded-[5px] px-2 text-[0.8125rem] text-ink outline-none select-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0";

export function DropdownMenuItem({ className, ...rest }: ComponentProps<typeof Menu.Item>) {
  return <Menu.Item className={cn(ITEM, className)} {...rest} />;
}

function Indicator() {
  return (
    <span className="absolute left-2 grid size-4 place-items-center text-accent">
      <Menu.ItemIndicator>
        <Check aria-hidden />
      </Menu.ItemIndicator>
    </span>
  );
}

type CheckboxItemProps = Omit<ComponentProps<typeof Menu.CheckboxItem>, "onSelect">;

/** Stays open, so that several can be chosen in a row. */
export function DropdownMenuCheckboxItem({ children, ...rest }: CheckboxItemProps) {
  return (
    <Menu.CheckboxItem
      className={cn(ITEM, "pl-8")}
      onSelect={(event) => {
        event.preventDefault();
      }}
      {...rest}
    >
      <Indicator />
      {children}
    </Menu.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({
  children,
  ...rest
}: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem className={cn(ITEM, "pl-8")} {...rest}>
      <Indicator />
      {children}
    </Menu.RadioItem>
  );
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <Menu.Label className="px-2 pt-2 pb-1 text-2xs font-medium text-ink-faint">
      {children}
    </Menu.Label>
  );
}

export function DropdownMenuSeparator() {
  return <Menu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
