"""The unit on disk: parquet files, the per-line report and the manifest that lists them."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mlops.sources.procurement.datasets import unit_datasets
from mlops.sources.procurement.line_report import (
    DUPLICATE,
    LOADED,
    REJECTED,
    SERVICE,
    WARNING,
    LineNote,
    count_codes,
    printable,
)
from mlops.sources.procurement.triage import Triage, triage_lines
from mlops.sources.procurement.workbook import PurchaseWorkbook, read_workbook

MANIFEST_VERSION = 1
MANIFEST_NAME = "manifest.json"
LINES_NAME = "lines.parquet"

_LINES_SCHEMA = pa.schema(
    {
        "row": pa.int32(),
        "outcome": pa.string(),
        "code": pa.string(),
        "column": pa.string(),
        "value": pa.string(),
        "message": pa.string(),
    }
)

Manifest = dict[str, object]


def convert(workbook_path: Path, unit_dir: Path, *, today: dt.date) -> Manifest:
    """The manifest of the unit written to unit_dir, which must be absent or empty.

    The manifest is written last, so a directory without one is no unit. today only bounds how
    far ahead a date may lie. Raises WorkbookRefusedError before anything is written.
    """
    workbook = read_workbook(workbook_path)
    triage = triage_lines(workbook.lines, today=today)
    datasets = unit_datasets(triage.loaded)
    _claim_empty(unit_dir)
    files = [_write_dataset(unit_dir, name, table) for name, table in datasets.items()]
    _write_parquet(_lines_table(triage.notes), unit_dir / LINES_NAME)
    manifest = _manifest(workbook, triage, files)
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (unit_dir / MANIFEST_NAME).write_text(text, encoding="utf-8")
    return manifest


def _claim_empty(unit_dir: Path) -> None:
    unit_dir.mkdir(parents=True, exist_ok=True)
    if any(unit_dir.iterdir()):
        raise FileExistsError(errno.EEXIST, "the unit directory isn't empty", unit_dir.name)


def _write_dataset(unit_dir: Path, dataset: str, table: pa.Table) -> dict[str, object]:
    path = unit_dir / f"{dataset}.parquet"
    _write_parquet(table, path)
    return {
        "name": path.name,
        "dataset": dataset,
        "rows": table.num_rows,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _write_parquet(table: pa.Table, path: Path) -> None:
    # Without page checksums a flipped bit reads back as a wrong value instead of an error.
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def _lines_table(notes: list[LineNote]) -> pa.Table:
    return pa.Table.from_pylist([printable(remark) for remark in notes], schema=_LINES_SCHEMA)


def _manifest(
    workbook: PurchaseWorkbook, triage: Triage, files: list[dict[str, object]]
) -> Manifest:
    return {
        "version": MANIFEST_VERSION,
        "source": "procurement",
        "as_of": triage.as_of.isoformat() if triage.as_of else None,
        "source_file": {
            "name": workbook.name,
            "sha256": workbook.sha256,
            "rows": triage.read,
        },
        "lines": _line_counts(triage),
        "files": files,
    }


def _line_counts(triage: Triage) -> dict[str, object]:
    rejected = count_codes(triage.notes, REJECTED)
    return {
        "read": triage.read,
        LOADED: len(triage.loaded),
        REJECTED: sum(rejected.values()),
        DUPLICATE: sum(count_codes(triage.notes, DUPLICATE).values()),
        SERVICE: sum(count_codes(triage.notes, SERVICE).values()),
        "by_code": rejected,
        "warnings": count_codes(triage.notes, WARNING),
    }
