import type { Model } from "./figures";

export const SERIES_COLORS = [
  "var(--series-1)",
  "var(--series-2)",
  "var(--series-3)",
  "var(--series-4)",
  "var(--series-5)",
  "var(--series-6)",
] as const;

export const colorOf = (index: number): string =>
  SERIES_COLORS[index % SERIES_COLORS.length] ?? SERIES_COLORS[0];

/** A model by its tag, and by its run where there are several. */
export function modelName({ tag, run }: Model, models: readonly Model[]): string {
  const oneRun = models.every((model) => model.run === run);
  return oneRun ? tag : `${tag} #${run}`;
}
