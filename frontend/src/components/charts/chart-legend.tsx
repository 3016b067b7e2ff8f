type Mark = "bar" | "line" | "dash" | "band";

type ChartLegendProps = { series: readonly { mark: Mark; color: string; text: string }[] };

/** Shows each series by its shape as well as its colour. */
export function ChartLegend({ series }: ChartLegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-soft">
      {series.map(({ mark, color, text }) => (
        <li key={text} className="flex items-center gap-2">
          <svg aria-hidden width="16" height="12" viewBox="0 0 16 12">
            {mark === "bar" ? (
              <path d="M3 12V4h3v8zm7 0V1h3v11z" fill={color} />
            ) : mark === "line" ? (
              <path d="M0 6h16" stroke={color} strokeWidth="2.25" />
            ) : mark === "dash" ? (
              <path d="M0 6h16" stroke={color} strokeWidth="2.25" strokeDasharray="4 2" />
            ) : (
              <path d="M0 1h16v10H0z" fill={color} />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
