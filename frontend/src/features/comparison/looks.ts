const COLORS = [
  "var(--series-1)",
  "var(--series-2)",
  "var(--series-3)",
  "var(--series-4)",
  "var(--series-5)",
  "var(--series-6)",
] as const;

const DASHES = [undefined, "7 4", "2 3", "9 3 2 3"] as const;

export type Look = { color: string; dash: string | undefined };

/** Six colours, then the same ones dashed: no two of twenty-four lines look alike. */
export const lookOf = (index: number): Look => ({
  color: COLORS[index % COLORS.length] ?? COLORS[0],
  dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length],
});
