"use client";

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
  const id = useId();
  return (
    <div className="flex max-w-full min-w-0 items-center gap-2">
      <span id={id} className="text-xs text-ink-faint">
        {label}
      </span>
      <div
        role="radiogroup"
        aria-labelledby={id}
        className="inline-flex min-w-0 overflow-x-auto rounded-md border border-line-strong bg-surface p-0.5"
      >
        {options.map((option) => (
          <Segment
            key={option.value}
            group={id}
            text={option.text}
            checked={option.value === value}
            onChoose={() => {
              onChange(option.value);
            }}
          />
        ))}
      </div>
    </div>
  );
}

type SegmentProps = { group: string; text: string; checked: boolean; onChoose: () => void };

/** The browser's own radio button, drawn as the field beneath its text. */
function Segment({ group, text, checked, onChoose }: SegmentProps) {
  return (
    <label className="relative grid h-6.5 shrink-0 place-items-center rounded-[5px] px-2 text-xs font-medium whitespace-nowrap text-ink-soft tabular-nums transition-colors hover:text-ink has-checked:text-accent">
      <input
        type="radio"
        name={group}
        checked={checked}
        onChange={onChoose}
        className="absolute inset-0 cursor-pointer appearance-none rounded-[5px] transition-colors checked:bg-accent-soft"
      />
      <span className="pointer-events-none relative">{text}</span>
    </label>
  );
}
