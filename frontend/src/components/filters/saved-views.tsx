"use client";

import { Bookmark, Link2, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { useToast } from "@/components/ui/toasts";
import { useStored, type Reader } from "@/lib/use-stored";

const Views = z.array(z.object({ name: z.string(), search: z.string() }));
type View = z.output<typeof Views>[number];

const asViews: Reader<View[]> = (value) => Views.safeParse(value).data ?? null;

const NONE: View[] = [];
const LONGEST_NAME = 60;

/** The filters in the address; the page number is a place in them, not one of them. */
function useFilters(): string {
  const search = new URLSearchParams(useSearchParams());
  search.delete("page");
  return search.toString();
}

const addressOf = (path: string, search: string) => (search ? `${path}?${search}` : path);

type SavedViewsProps = {
  /** The page whose filters are kept. */
  path: string;
};

/** Filters under a name of the reader's own, kept in this browser; a link takes them to others. */
export function SavedViews({ path }: SavedViewsProps) {
  const t = useTranslations("views");
  const [views, setViews] = useStored(`nova-views-${path}`, asViews, NONE);
  const filters = useFilters();
  const current = views.find(({ search }) => search === filters);
  return (
    <Popover
      align="end"
      aria-label={t("views")}
      className="w-80 space-y-3 p-3.5"
      trigger={
        <Button>
          <Bookmark aria-hidden className="text-ink-faint" />
          <span className="max-w-40 truncate">{current?.name ?? t("views")}</span>
        </Button>
      }
    >
      {(close) => (
        <>
          {views.length === 0 ? (
            <p className="text-ink-soft">{t("none")}</p>
          ) : (
            <ul className="-mx-1.5">
              {views.map(({ name, search }) => (
                <li key={name} className="flex items-center rounded-md hover:bg-sunken">
                  <Link
                    href={addressOf(path, search)}
                    prefetch={false}
                    aria-current={search === filters ? "true" : undefined}
                    className="min-w-0 flex-1 truncate px-1.5 py-1.5 aria-[current]:font-medium aria-[current]:text-accent"
                    onClick={close}
                  >
                    {name}
                  </Link>
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={t("remove", { name })}
                    onClick={() => {
                      setViews(views.filter((one) => one.name !== name));
                    }}
                  >
                    <X aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <NewView
            onSave={(name) => {
              setViews([...views.filter((one) => one.name !== name), { name, search: filters }]);
            }}
          />
          <CopyLink address={addressOf(path, filters)} />
        </>
      )}
    </Popover>
  );
}

/** A name that is taken already takes the new filters. */
function NewView({ onSave }: { onSave: (name: string) => void }) {
  const t = useTranslations("views");
  const [name, setName] = useState("");
  const id = useId();
  return (
    <form
      className="border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        onSave(name.trim());
        setName("");
      }}
    >
      <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
        {t("name")}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={name}
          maxLength={LONGEST_NAME}
          onChange={(event) => {
            setName(event.target.value);
          }}
          height="sm"
        />
        <Button type="submit" variant="primary" disabled={name.trim() === ""}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function CopyLink({ address }: { address: string }) {
  const t = useTranslations("views");
  const say = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.origin + address);
      say({ title: t("copied") });
    } catch {
      say({ title: t("notCopied"), body: t("notCopiedBody"), tone: "danger" });
    }
  };
  return (
    <Button
      variant="ghost"
      className="-ml-2.5"
      onClick={() => {
        void copy();
      }}
    >
      <Link2 aria-hidden />
      {t("copy")}
    </Button>
  );
}
