"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import { useCallback, useRef, useState, type ComponentProps, type ReactNode } from "react";

import type { MenuProps } from "./menu";

type OpenedMenuProps = Omit<MenuProps, "children"> & {
  /** Whether a key opened it, so that the first entry takes the focus. */
  byKeyboard: boolean;
  children: ReactNode;
};

const SIZES = {
  plain: "max-h-(--radix-dropdown-menu-content-available-height) min-w-56",
  wide: "max-h-(--radix-dropdown-menu-content-available-height) min-w-64",
  list: "max-h-80 w-64",
} as const;

/**
 * A menu from its first opening on. Not modal: a modal menu locks the page's scroll with a style sheet
 * our policy refuses.
 */
export function OpenedMenu(props: OpenedMenuProps) {
  const { trigger, byKeyboard, size = "plain", ...rest } = props;
  const [open, setOpen] = useState(true);
  return (
    <Primitive.Root modal={false} open={open} onOpenChange={setOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          ref={useFirstEntryFocused(byKeyboard)}
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            "z-50 overflow-y-auto rounded-lg border bg-surface p-1 shadow-raised",
            SIZES[size],
          )}
          {...rest}
        />
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The primitive does it for later openings; the key of the first was pressed before it came. */
function useFirstEntryFocused(byKeyboard: boolean) {
  const pending = useRef(byKeyboard);
  return useCallback((menu: HTMLDivElement | null) => {
    if (!menu || !pending.current) return;
    pending.current = false;
    menu.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  }, []);
}

const ITEM =
  "relative flex min-h-8 cursor-pointer items-center gap-2 rounded-[5px] px-2 text-[0.8125rem] text-ink outline-none select-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0";

type ItemProps = Omit<ComponentProps<typeof Primitive.Item>, "className">;

export function Item(props: ItemProps) {
  return <Primitive.Item className={ITEM} {...props} />;
}

const CHECKED_ITEM = clsx(ITEM, "pl-8");

function Indicator() {
  return (
    <span className="absolute left-2 grid size-4 place-items-center text-accent">
      <Primitive.ItemIndicator>
        <Check aria-hidden />
      </Primitive.ItemIndicator>
    </span>
  );
}

type CheckboxItemProps = Omit<ComponentProps<typeof Primitive.CheckboxItem>, "onSelect">;

/** Stays open, so that several can be chosen in a row. */
export function CheckboxItem({ children, ...rest }: CheckboxItemProps) {
  return (
    <Primitive.CheckboxItem
      className={CHECKED_ITEM}
      onSelect={(event) => {
        event.preventDefault();
      }}
      {...rest}
    >
      <Indicator />
      {children}
    </Primitive.CheckboxItem>
  );
}

export const RadioGroup = Primitive.RadioGroup;

export function RadioItem({ children, ...rest }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={CHECKED_ITEM} {...rest}>
      <Indicator />
      {children}
    </Primitive.RadioItem>
  );
}

export function Label({ children }: { children: ReactNode }) {
  return (
    <Primitive.Label className="px-2 pt-2 pb-1 text-2xs font-medium text-ink-faint">
      {children}
    </Primitive.Label>
  );
}

export function Separator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
