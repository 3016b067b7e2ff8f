"use client";

import { ChevronDown } from "lucide-react";

import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

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
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          aria-label={[label, ...chosen.map(textOf)].join(", ")}
          className={first === undefined ? undefined : "border-accent text-accent"}
        >
          <span className="max-w-40 truncate">{first === undefined ? label : textOf(first)}</span>
          {chosen.length > 1 ? <span>+{chosen.length - 1}</span> : null}
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 w-64">
        {options.map(({ value, text, detail }) => (
          <DropdownMenuCheckboxItem
            key={value}
            checked={chosen.includes(value)}
            onCheckedChange={(checked) => {
              onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value));
            }}
          >
            <span className="min-w-0 flex-1 truncate">{text}</span>
            {detail ? <span className="text-xs text-ink-faint tabular-nums">{detail}</span> : null}
          </DropdownMenuCheckboxItem>
        ))}
        {options.length === 0 ? (
          <p className="px-2 py-3 text-[0.8125rem] text-ink-soft">{none}</p>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
