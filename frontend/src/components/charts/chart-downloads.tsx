"use client";

import { Download } from "lucide-react";
import type { RefObject } from "react";
import { useLocale, useTranslations } from "use-intl";

import { ExportItems } from "@/components/table/export-menu";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { FileSource } from "@/lib/api/files";
import { csvText, type CsvTable } from "@/lib/csv";
import { fileName, saveFile } from "@/lib/download";

type ChartDownloadsProps = {
  title: string;
  csv: () => CsvTable;
  /** The rows behind the chart, as the API gives them. */
  file?: FileSource;
  /** Holds the drawing; null while the table stands in its place. */
  frame: RefObject<HTMLElement | null> | null;
};

/** What a chart shows, as a picture or as numbers. */
export function ChartDownloads({ title, csv, file, frame }: ChartDownloadsProps) {
  const t = useTranslations("chart");
  const locale = useLocale();
  const saveCsv = () => {
    const content = new Blob([csvText(csv(), locale)], { type: "text/csv;charset=utf-8" });
    saveFile(fileName(title, "csv"), content);
  };
  const savePng = async (holder: HTMLElement) => {
    const { chartImage } = await import("./chart-image");
    const image = await chartImage(holder, title);
    if (image) saveFile(fileName(title, "png"), image);
  };
  return (
    <Menu
      align="end"
      size="wide"
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("download", { title })}>
          <Download aria-hidden />
        </Button>
      }
    >
      {(menu) => (
        <>
          <menu.Label>{t("asDrawn")}</menu.Label>
          <menu.Item onSelect={saveCsv}>{t("downloadCsv")}</menu.Item>
          <menu.Item
            disabled={!frame}
            onSelect={() => {
              if (frame?.current) void savePng(frame.current);
            }}
          >
            {t("downloadPng")}
          </menu.Item>
          {file ? (
            <>
              <menu.Separator />
              <ExportItems menu={menu} file={file} />
            </>
          ) : null}
        </>
      )}
    </Menu>
  );
}
