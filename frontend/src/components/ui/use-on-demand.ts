"use client";

import { useState, type ComponentProps } from "react";

type OnDemand<Part> = {
  /** What was fetched, once its button was pressed; null before. */
  part: Part | null;
  /** Whether the press came from a keyboard. */
  byKeyboard: boolean;
  /** What the button listens to until then. */
  button: ComponentProps<"button">;
};

/**
 * Fetches what a button opens when it is pointed at or focused, and hands it over at the first press.
 * `load` must be an `import()`, of which asking twice costs nothing.
 */
export function useOnDemand<Part>(
  popup: "menu" | "dialog",
  load: () => Promise<Part>,
): OnDemand<Part> {
  const [opened, setOpened] = useState<{ part: Part; byKeyboard: boolean } | null>(null);
  // Where fetching failed, the next press tries again.
  const fetchAhead = () => void load().catch(() => null);
  const open = (byKeyboard: boolean) => {
    load().then(
      (part) => {
        setOpened({ part, byKeyboard });
      },
      () => null,
    );
  };
  return {
    part: opened?.part ?? null,
    byKeyboard: opened?.byKeyboard ?? false,
    button: {
      "aria-haspopup": popup,
      "aria-expanded": false,
      onPointerEnter: fetchAhead,
      onFocus: fetchAhead,
      onClick: (event) => {
        // Enter and Space click as well, with no press of a pointer in them.
        open(event.detail === 0);
      },
      onKeyDown: (event) => {
        if (popup !== "menu" || event.key !== "ArrowDown") return;
        event.preventDefault();
        open(true);
      },
    },
  };
}
