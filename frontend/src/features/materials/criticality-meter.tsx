import { MISSING } from "@/lib/format";

const SCALE = 10;

/** The number first; the bar only helps the eye run down a column. */
export function CriticalityMeter({ criticality }: { criticality: number | null }) {
  if (criticality === null) return <span className="text-ink-faint">{MISSING}</span>;
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg aria-hidden width="44" height="4" className="hidden rounded-full sm:block">
        <rect width="44" height="4" className="fill-line" />
        <rect width={(44 * criticality) / SCALE} height="4" className="fill-ink-faint" />
      </svg>
      <span className="min-w-5 text-right tabular-nums">{criticality}</span>
    </span>
  );
}
