"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { useStored, type Reader } from "@/lib/use-stored";

const asNames: Reader<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === "string") ? value : null;

/** Which columns of a table this browser's reader has put away; `away` until they chose. */
export const useHiddenColumns = (table: string, away: readonly string[]) =>
  useStored(`nova-columns-${table}`, asNames, away);

type ColumnChoiceProps = {
  columns: readonly { id: string; text: string }[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
};

/** Which columns a table shows. */
export function ColumnChoice({ columns, hidden, onChange }: ColumnChoiceProps) {
  const t = useTranslations("table");
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <Columns3 aria-hidden className="text-ink-faint" />
          {t("columns")}
        </Button>
      }
    >
      {(menu) => (
        <>
          {columns.map(({ id, text }) => (
            <menu.CheckboxItem
              key={id}
              checked={!hidden.includes(id)}
              onCheckedChange={(shown) => {
                onChange(shown ? hidden.filter((one) => one !== id) : [...hidden, id]);
              }}
            >
              {text}
            </menu.CheckboxItem>
          ))}
        </>
      )}
    </Menu>
  );
}
