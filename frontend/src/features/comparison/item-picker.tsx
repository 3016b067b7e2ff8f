"use client";

import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { useDebounce } from "use-debounce";
import { useTranslations } from "use-intl";

import { EmptyState } from "@/components/states/empty-state";
import { ErrorState } from "@/components/states/error-state";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import { SearchInput, TYPING_PAUSE_MS } from "@/components/ui/search-input";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schemas } from "@/lib/api/client";
import { useResource } from "@/lib/api/use-resource";

import { itemResource, itemSearchResource } from "./params";

type ItemPickerProps = { chosen: readonly number[]; onChange: (chosen: number[]) => void };

/** Materials found by the server, any number of them, each to be put away again. */
export function ItemPicker({ chosen, onChange }: ItemPickerProps) {
  const t = useTranslations("explorer");
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Popover
        align="start"
        className="w-80 p-2"
        trigger={
          <Button>
            <Plus aria-hidden className="text-ink-faint" />
            {t("addItem")}
          </Button>
        }
      >
        <Search chosen={chosen} onChange={onChange} />
      </Popover>
      {chosen.map((itemId) => (
        <Chip
          key={itemId}
          itemId={itemId}
          onRemove={() => {
            onChange(chosen.filter((one) => one !== itemId));
          }}
        />
      ))}
    </div>
  );
}

function Chip({ itemId, onRemove }: { itemId: number; onRemove: () => void }) {
  const t = useTranslations("explorer");
  const { data } = useResource(itemResource(itemId));
  const name = data ? data.name : `#${itemId}`;
  return (
    <span className="inline-flex h-8 max-w-64 items-center gap-1 rounded-md bg-accent-soft pr-1 pl-2.5 text-[0.8125rem] text-accent">
      <span className="truncate" title={data ? `${data.sku} · ${data.name}` : undefined}>
        {name}
      </span>
      <button
        type="button"
        aria-label={t("removeItem", { name })}
        onClick={onRemove}
        className="grid size-6 place-items-center rounded hover:bg-surface"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

function Search({ chosen, onChange }: ItemPickerProps) {
  const t = useTranslations("explorer");
  const [words, setWords] = useState("");
  const [q] = useDebounce(words, TYPING_PAUSE_MS);
  const { state, retry, updating } = useResource(itemSearchResource(q));
  return (
    <>
      <SearchInput label={t("searchItem")} value={words} onChange={setWords} />
      <div className="mt-2 max-h-72 overflow-y-auto" aria-busy={updating}>
        {state.status === "error" ? (
          <ErrorState failure={state.failure} onRetry={retry} retrying={updating} />
        ) : state.status === "loading" ? (
          <Skeleton className="h-40" />
        ) : state.data.data.length === 0 ? (
          <EmptyState title={t("noItemTitle")} body={t("noItemBody")} />
        ) : (
          <ul aria-label={t("items")}>
            {state.data.data.map((item) => (
              <Found
                key={item.item_id}
                item={item}
                checked={chosen.includes(item.item_id)}
                onChange={(checked) => {
                  onChange(
                    checked
                      ? [...chosen, item.item_id]
                      : chosen.filter((one) => one !== item.item_id),
                  );
                }}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

type FoundProps = {
  item: Schemas["Item"];
  checked: boolean;
  onChange: (checked: boolean) => void;
};

function Found({ item, checked, onChange }: FoundProps) {
  const id = useId();
  return (
    <li className="flex items-center gap-2.5 rounded px-2 py-1.5 hover:bg-sunken">
      <Checkbox
        id={id}
        checked={checked}
        onCheckedChange={(now) => {
          onChange(now === true);
        }}
      />
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer">
        <span className="block truncate">{item.name}</span>
        <span className="block font-mono text-2xs text-ink-faint">{item.sku}</span>
      </label>
    </li>
  );
}
