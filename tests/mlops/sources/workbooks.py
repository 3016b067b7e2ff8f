"""Small purchase workbooks for tests, and the units they turn into."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from mlops.sources.procurement.layout import HEADER, SHEET_NAME, SheetLine
from mlops.sources.procurement.unit import convert

TODAY = dt.date(2026, 11, 22)
SHEET_PART = "xl/worksheets/sheet1.xml"

# One unremarkable line: asked for on 3 March 2025, bought five days later.
PLAIN_LINE: dict[str, Any] = {
    "depot": "ALMOX-BA",
    "item": "010409",
    "name": "PARAFUSO 3/8",
    "family": "FERRO E AÇO",
    "supplier": "F0001",
    "quantity": 10,
    "unit": "UN",
    "wanted_on": None,
    "request": 95949,
    "requested_on": dt.date(2025, 3, 3),
    "purchased_on": dt.date(2025, 3, 8),
}

# The sheet's own name for each field, in the order of the company's export.
COLUMN_OF = dict(zip(PLAIN_LINE, HEADER, strict=True))


@dataclass(frozen=True)
class Unit:
    """What one conversion left on disk."""

    path: Path
    manifest: dict[str, Any]

    @property
    def lines(self) -> dict[str, Any]:
        counts: dict[str, Any] = self.manifest["lines"]
        return counts

    @property
    def outcomes(self) -> tuple[int, int, int, int]:
        """Loaded, rejected, duplicate and service lines."""
        counts = self.lines
        return counts["loaded"], counts["rejected"], counts["duplicate"], counts["service"]

    def rows(self, dataset: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pq.read_table(self.path / f"{dataset}.parquet").to_pylist()
        return rows

    def notes(self, outcome: str) -> list[dict[str, Any]]:
        return [row for row in self.rows("lines") if row["outcome"] == outcome]


def purchase(**changed: Any) -> list[Any]:
    """One sheet row: the plain line with some cells changed."""
    unknown = changed.keys() - PLAIN_LINE.keys()
    if unknown:
        raise KeyError(f"no such field: {sorted(unknown)}")
    return list((PLAIN_LINE | changed).values())


def sheet_line(row: int, **changed: Any) -> SheetLine:
    """The plain line as the reader hands it on, with an empty cell as the empty text."""
    return SheetLine(row, *("" if cell is None else cell for cell in purchase(**changed)))


def write_workbook(
    path: Path,
    rows: Iterable[Sequence[Any]],
    *,
    header: Sequence[Any] = HEADER,
    sheet_name: str = SHEET_NAME,
) -> Path:
    """A workbook with the header in row 1 and the first data row in row 2."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = sheet_name
    for row in (header, *rows):
        sheet.append(list(row))
    workbook.save(path)
    return path


def convert_rows(directory: Path, *rows: Sequence[Any]) -> Unit:
    """The unit made from a workbook of these rows."""
    return convert_file(write_workbook(directory / "purchases.xlsx", rows))


def convert_file(path: Path) -> Unit:
    """The unit made from this workbook, next to it."""
    unit_dir = path.with_name(f"{path.stem}-unit")
    convert(path, unit_dir, today=TODAY)
    manifest = json.loads((unit_dir / "manifest.json").read_text(encoding="utf-8"))
    return Unit(unit_dir, manifest)


def edit_parts(path: Path, edits: Mapping[str, tuple[str, str]]) -> Path:
    """The same archive with a text replaced in some parts; the text must be there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in edits.items():
        assert old.encode() in parts[name], f"{old!r} isn't in {name}"
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return write_archive(path, parts)


def write_archive(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A deflated zip archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
