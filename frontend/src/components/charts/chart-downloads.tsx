"use client";

import { Download } from "lucide-react";
import type { RefObject } from "react";
import { useLocale, useTranslations } from "use-intl";

import { ExportItems } from "@/components/table/export-menu";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { FileSource } from "@/lib/api/files";
import { csvText, type CsvTable } from "@/lib/csv";
import { fileName, saveFile } from "@/lib/download";

import { chartImage } from "./chart-image";

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
    const image = await chartImage(holder, title);
    if (image) saveFile(fileName(title, "png"), image);
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("download", { title })}>
          <Download aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-64">
        <DropdownMenuLabel>{t("asDrawn")}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={saveCsv}>{t("downloadCsv")}</DropdownMenuItem>
        <DropdownMenuItem
          disabled={!frame}
          onSelect={() => {
            if (frame?.current) void savePng(frame.current);
          }}
        >
          {t("downloadPng")}
        </DropdownMenuItem>
        {file ? (
          <>
            <DropdownMenuSeparator />
            <ExportItems file={file} />
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
