"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";

type DialogProps = {
  title: string;
  description?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
};

/** Not modal to Radix, whose scroll lock is a style sheet our policy refuses; the veil takes clicks. */
export function Dialog({ title, description, open, onOpenChange, children }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Primitive.Portal>
        <div aria-hidden className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          aria-modal
          className="fixed top-[18vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 rounded-xl border bg-surface p-5 shadow-raised outline-none"
        >
          <Primitive.Title className="text-[0.9375rem] font-semibold">{title}</Primitive.Title>
          {description ? (
            <Primitive.Description className="mt-1 text-[0.8125rem] text-ink-soft">
              {description}
            </Primitive.Description>
          ) : null}
          <div className="mt-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
