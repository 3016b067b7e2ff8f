"use client";

import { FileDown } from "lucide-react";
import { useTranslations } from "use-intl";

import { useToast } from "@/components/ui/toasts";
import { Button } from "@/components/ui/button";
import { Menu, type MenuParts } from "@/components/ui/menu";
import { sendToLogin } from "@/lib/api/browser";
import { fileAddress, type FileLook, type FileSource } from "@/lib/api/files";
import { downloadFile } from "@/lib/download";

const LOOKS = {
  csvBrazil: { format: "csv", locale: "pt-BR" },
  csvPlain: { format: "csv", locale: null },
  xlsxBrazil: { format: "xlsx", locale: "pt-BR" },
  xlsxPlain: { format: "xlsx", locale: null },
} as const satisfies Record<string, FileLook>;

/** Starts the download of a file; a failure is told in passing. */
function useExport(): (file: FileSource, look: FileLook) => void {
  const t = useTranslations("exports");
  const states = useTranslations("states");
  const say = useToast();
  return (file, look) => {
    say({ title: t("started"), body: t("startedBody") });
    downloadFile(fileAddress(file, look), ({ kind }) => {
      if (kind === "unauthorized") sendToLogin();
      say({ title: t("failed"), body: states(`failures.${kind}.title`), tone: "danger" });
    });
  };
}

/** The looks a file can have, as entries of a menu. */
export function ExportItems({ menu, file }: { menu: MenuParts; file: FileSource }) {
  const t = useTranslations("exports");
  const start = useExport();
  return (
    <>
      <menu.Label>{t("allRows")}</menu.Label>
      {(Object.keys(LOOKS) as (keyof typeof LOOKS)[]).map((name) => (
        <menu.Item
          key={name}
          onSelect={() => {
            start(file, LOOKS[name]);
          }}
        >
          <span className="w-10 font-medium uppercase">{LOOKS[name].format}</span>
          <span className="text-ink-soft">{t(`looks.${name}`)}</span>
        </menu.Item>
      ))}
    </>
  );
}

type ExportMenuProps = {
  /** What is handed out, for those who can't see where the menu stands. */
  title: string;
  file: FileSource | undefined;
};

/** All rows of what is shown beside it, as a file; nothing where there is none. */
export function ExportMenu({ title, file }: ExportMenuProps) {
  const t = useTranslations("exports");
  if (!file) return null;
  return (
    <Menu
      align="end"
      size="wide"
      trigger={
        <Button aria-label={t("exportOf", { title })}>
          <FileDown aria-hidden className="text-ink-faint" />
          <span className="max-sm:sr-only">{t("export")}</span>
        </Button>
      }
    >
      {(menu) => (
        <>
          <ExportItems menu={menu} file={file} />
        </>
      )}
    </Menu>
  );
}
