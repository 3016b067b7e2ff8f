"use client";

import { ToggleGroup } from "radix-ui";
import { useId } from "react";

type SegmentedProps<Value extends string | number> = {
  label: string;
  options: readonly { value: Value; text: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One choice among a few, all in sight. */
export function Segmented<Value extends string | number>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange } = props;
  const labelId = useId();
  return (
    <div className="flex max-w-full min-w-0 items-center gap-2">
      <span id={labelId} className="text-xs text-ink-faint">
        {label}
      </span>
      <ToggleGroup.Root
        type="single"
        aria-labelledby={labelId}
        value={String(value)}
        onValueChange={(chosen) => {
          const option = options.find((one) => String(one.value) === chosen);
          if (option) onChange(option.value);
        }}
        className="inline-flex min-w-0 overflow-x-auto rounded-md border border-line-strong bg-surface p-0.5"
      >
        {options.map((option) => (
          <ToggleGroup.Item
            key={option.value}
            value={String(option.value)}
            className="h-6.5 shrink-0 rounded-[5px] px-2 text-xs font-medium whitespace-nowrap text-ink-soft tabular-nums transition-colors hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:text-accent"
          >
            {option.text}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </div>
  );
}
