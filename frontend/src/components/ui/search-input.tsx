import { clsx } from "clsx";
import { Search } from "lucide-react";

import { Input } from "./input";

/** How long whoever types pauses before the words are searched for. */
export const TYPING_PAUSE_MS = 250;

type SearchInputProps = {
  label: string;
  value: string;
  onChange: (words: string) => void;
  className?: string;
};

/** Words to search for, named by what they are searched in. */
export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  return (
    <div className={clsx("relative w-full", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={100}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        height="sm"
        className="pl-8.5 [&::-webkit-search-cancel-button]:appearance-none"
      />
    </div>
  );
}
