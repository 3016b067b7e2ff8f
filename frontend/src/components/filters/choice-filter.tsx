"use client";

import { ChevronDown } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";

type Option = { value: string; text: string; detail?: string };

type ChoiceFilterProps = {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  /** Said when there is nothing to choose from. */
  none: string;
  onChange: (chosen: string[]) => void;
};

/** Any number out of a list. */
export function ChoiceFilter({ label, options, chosen, none, onChange }: ChoiceFilterProps) {
  const textOf = (value: string) => options.find((one) => one.value === value)?.text ?? value;
  const first = chosen[0];
  return (
    <Menu
      align="start"
      size="list"
      trigger={
        <Button
          aria-label={[label, ...chosen.map(textOf)].join(", ")}
          variant={first === undefined ? "secondary" : "chosen"}
        >
          <span className="max-w-40 truncate">{first === undefined ? label : textOf(first)}</span>
          {chosen.length > 1 ? <span>+{chosen.length - 1}</span> : null}
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      {(menu) => (
        <>
          {options.map(({ value, text, detail }) => (
            <menu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              onCheckedChange={(checked) => {
                onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value));
              }}
            >
              <span className="min-w-0 flex-1 truncate">{text}</span>
              {detail ? (
                <span className="text-xs text-ink-faint tabular-nums">{detail}</span>
              ) : null}
            </menu.CheckboxItem>
          ))}
          {options.length === 0 ? (
            <p className="px-2 py-3 text-[0.8125rem] text-ink-soft">{none}</p>
          ) : null}
        </>
      )}
    </Menu>
  );
}
