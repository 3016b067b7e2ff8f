import { clsx } from "clsx";

import { MISSING } from "@/lib/format";

import type { Item } from "./params";

const LOOKS = {
  A: "bg-abc-a-soft text-abc-a",
  B: "bg-abc-b-soft text-abc-b",
  C: "bg-abc-c-soft text-abc-c",
} as const;

export function AbcBadge({ abcClass }: { abcClass: Item["abc_class"] }) {
  if (!abcClass) return <span className="text-ink-faint">{MISSING}</span>;
  return (
    <span
      className={clsx(
        "-my-0.5 inline-grid size-5.5 place-items-center rounded text-xs font-semibold",
        LOOKS[abcClass],
      )}
    >
      {abcClass}
    </span>
  );
}
