/** How every chart draws its axes. */
export const AXIS = {
  stroke: "var(--chart-axis)",
  fontSize: 11,
  tickLine: false,
  axisLine: false,
} as const;

type ChartTooltipProps = {
  title: string;
  rows: readonly (readonly [label: string, value: string])[];
  unit?: string;
};

/** One point's values in words. */
export function ChartTooltip({ title, rows, unit }: ChartTooltipProps) {
  return (
    <div className="rounded-lg border bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="mb-1 font-medium">{title}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 [&>dd]:text-right [&>dd]:tabular-nums [&>dt]:text-ink-soft">
        {rows.map(([label, value]) => (
          <div key={label} className="contents [&>dd]:text-right">
            <dt>{label}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {unit ? <p className="mt-1 text-ink-faint">{unit}</p> : null}
    </div>
  );
}
