import { useEffect, useRef } from "react";

export type RowAction = "open" | "select" | "acknowledge" | "snooze" | "dismiss";

/** One letter each, as in mail programs; they act on the row that has the focus. */
export const SHORTCUTS = {
  j: "next",
  k: "previous",
  o: "open",
  x: "select",
  e: "acknowledge",
  s: "snooze",
  d: "dismiss",
  u: "undo",
  "?": "help",
} as const;

/** Marks the button that opens a row; its value is the row's id. */
export const ROW_MARK = "data-row";

const buttons = () => [...document.querySelectorAll<HTMLElement>(`[${ROW_MARK}]`)];

/** The row that has the focus, on its button or within. */
function focusedRow(): number {
  const row = document.activeElement?.closest("tr");
  return buttons().findIndex((button) => button.closest("tr") === row && row != null);
}

function moveFocus(by: number): void {
  const all = buttons();
  const next = all[Math.min(Math.max(focusedRow() + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const takesLetters = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=radio]), textarea, select"));

type Handlers = {
  onRow: (action: RowAction, id: number) => void;
  onUndo: () => void;
  onHelp: () => void;
  /** False while something lies over the list. */
  enabled: boolean;
};

/** Lets the list be worked through without leaving the keyboard. */
export function useShortcuts(handlers: Handlers): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { onRow, onUndo, onHelp, enabled } = current.current;
      if (!enabled || event.ctrlKey || event.metaKey || event.altKey) return;
      if (takesLetters(event.target) || !(event.key in SHORTCUTS)) return;
      const action = SHORTCUTS[event.key as keyof typeof SHORTCUTS];
      event.preventDefault();
      if (action === "next") moveFocus(1);
      else if (action === "previous") moveFocus(-1);
      else if (action === "undo") onUndo();
      else if (action === "help") onHelp();
      else {
        const id = buttons()[focusedRow()]?.getAttribute(ROW_MARK);
        if (id) onRow(action, Number(id));
      }
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);
}
