import type { Scorecard } from "./params";

const WIDTH = 104;
const INSET = 4;
const at = (share: number) => INSET + share * (WIDTH - 2 * INSET);

/** The raw rate (hollow), what is to be expected (full) and all suppliers (tick), from 0 to 100%. */
export function ReliabilityMark({ card }: { card: Scorecard }) {
  const { otif_rate: raw, otif_expected: expected, otif_of_all: all } = card;
  if (expected === null) return null;
  return (
    <svg aria-hidden width={WIDTH} height="16" viewBox={`0 0 ${WIDTH} 16`} className="shrink-0">
      <path d={`M${INSET} 8H${WIDTH - INSET}`} className="stroke-line-strong" strokeWidth="2" />
      {all === null ? null : (
        <path d={`M${at(all)} 2v12`} className="stroke-ink-faint" strokeWidth="1.5" />
      )}
      {raw === null ? null : (
        <>
          <path
            d={`M${at(raw)} 8H${at(expected)}`}
            stroke="var(--series-1)"
            strokeWidth="2"
            strokeOpacity="0.5"
          />
          <circle
            cx={at(raw)}
            cy="8"
            r="3"
            className="fill-surface"
            stroke="var(--series-1)"
            strokeWidth="1.5"
          />
        </>
      )}
      <circle cx={at(expected)} cy="8" r="4" fill="var(--series-1)" />
    </svg>
  );
}
