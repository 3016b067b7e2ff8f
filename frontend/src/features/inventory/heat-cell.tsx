import { clsx } from "clsx";

import { heatOf } from "./measures";

const HEAT = ["bg-heat-0", "bg-heat-1", "bg-heat-2", "bg-heat-3", "bg-heat-4"] as const;

type HeatCellProps = { share: number | null; text: string; detail: string };

/** One cell whose colour repeats its number. */
export function HeatCell({ share, text, detail }: HeatCellProps) {
  return (
    <td
      title={detail}
      className={clsx(
        "h-10 min-w-18 border-2 border-surface px-2 text-center text-xs tabular-nums",
        share === null ? "text-ink-faint" : ["text-heat-ink", HEAT[heatOf(share)]],
      )}
    >
      {text}
      <span className="sr-only"> {detail}</span>
    </td>
  );
}
