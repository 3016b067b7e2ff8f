export const SERIES_COLORS = {
  demand: "var(--chart-demand)",
  forecast: "var(--chart-forecast)",
  band: "var(--chart-band)",
} as const;
