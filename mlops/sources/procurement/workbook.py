"""Rows of the purchase sheet, read after the file has proved to be what it claims."""

from __future__ import annotations

import difflib
import hashlib
import io
import os
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from mlops.sources.procurement.archive import MAX_UNPACKED_BYTES, open_checked
from mlops.sources.procurement.layout import HEADER, SHEET_NAME, Cell, ExcelError, SheetLine
from mlops.sources.procurement.refusals import (
    ArchiveUnsafeError,
    HeaderRefusedError,
    NoLinesError,
    SheetMissingError,
    TooManyRowsError,
    WorkbookCorruptError,
    WorkbookMissingError,
)
from mlops.sources.procurement.sheet_scan import SheetScan, scan_sheet, sheet_parts

MAX_DATA_ROWS = 200_000
MAX_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class PurchaseWorkbook:
    """The data rows of one workbook and the fingerprint of the bytes they came from."""

    name: str
    sha256: str
    lines: list[SheetLine]


def read_workbook(path: Path) -> PurchaseWorkbook:
    """All data rows with their sheet row numbers; a WorkbookRefusedError says why there are none.

    The file is read once: the bytes that are hashed are the bytes that are parsed, so a file
    replaced meanwhile can't carry another one's fingerprint.
    """
    content = _file_bytes(path)
    lines = parse_workbook(content)
    return PurchaseWorkbook(path.name, hashlib.sha256(content).hexdigest(), lines)


def parse_workbook(content: bytes) -> list[SheetLine]:
    """All data rows of a workbook's bytes, at least one; WorkbookRefusedError otherwise."""
    if not content:
        raise NoLinesError("the file has 0 bytes")
    with open_checked(content) as archive:
        scan = _scan_purchase_sheet(archive)
    lines = list(_lines(_sheet(content), scan))
    if not lines:
        raise NoLinesError("the sheet has a header and no data rows")
    return lines


def _file_bytes(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_open_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise WorkbookMissingError(f"not a regular file: {path.name}")
            if status.st_size > MAX_UNPACKED_BYTES:
                raise ArchiveUnsafeError(f"{status.st_size} bytes, limit {MAX_UNPACKED_BYTES}")
            return stream.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise WorkbookMissingError(f"no such file: {path.name}") from error


def _open_without_waiting(path: str, flags: int) -> int:
    # Without O_NONBLOCK, opening a FIFO waits for a writer that may never come.
    return os.open(path, flags | os.O_NONBLOCK)


def _scan_purchase_sheet(archive: zipfile.ZipFile) -> SheetScan:
    parts = sheet_parts(archive)
    if SHEET_NAME not in parts:
        found = ", ".join(repr(name) for name in parts) or "none"
        raise SheetMissingError(f"no sheet {SHEET_NAME!r}; sheets found: {found}")
    scan = scan_sheet(archive, parts[SHEET_NAME])
    if scan.rows - 1 > MAX_DATA_ROWS:
        raise TooManyRowsError(
            f"the sheet reaches row {scan.rows}; limit {MAX_DATA_ROWS} data rows"
        )
    if scan.columns > MAX_COLUMNS:
        raise HeaderRefusedError(f"the sheet reaches column {scan.columns}; {len(HEADER)} expected")
    return scan


def _sheet(content: bytes) -> CalamineSheet:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(SHEET_NAME)
    except CalamineError as error:
        raise WorkbookCorruptError(f"the workbook can't be parsed: {error}") from error


def _lines(sheet: CalamineSheet, scan: SheetScan) -> Iterator[SheetLine]:
    """Data rows in sheet order; a row without any content is no line."""
    if sheet.start is None:
        raise NoLinesError("the sheet is empty")
    first_column = sheet.start[1] + 1
    rows = _with_errors(sheet.iter_rows(), first_column, scan.error_cells)
    _, header = next(rows)
    places = _header_places(header)
    spare = [index for index in range(len(header)) if index not in places]
    first_values: dict[int, int] = {}
    for row, cells in rows:
        if _is_blank(cells):
            continue
        for index in _filled(cells, spare):
            first_values.setdefault(index, row)
        yield SheetLine(row, *(cells[place] for place in places))
    if first_values:
        raise _spare_columns(header, first_values)


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(cell == "" for cell in cells)


def _filled(cells: Sequence[Cell], places: Iterable[int]) -> list[int]:
    return [place for place in places if cells[place] != ""]


def _with_errors(
    rows: Iterable[Sequence[Cell]], first_column: int, error_cells: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, list[Cell]]]:
    """Sheet row numbers and cells, with the Excel errors the parser left empty put back."""
    failed: dict[int, list[int]] = {}
    for row, column in error_cells:
        failed.setdefault(row, []).append(column - first_column)
    for row, parsed in enumerate(rows, start=1):
        cells = list(parsed)
        for index in failed.get(row, ()):
            cells[index] = ExcelError()
        yield row, cells


def _header_places(header: list[Cell]) -> list[int]:
    """Index of each expected column in the sheet's own order, whatever that order is."""
    counts = Counter(cell for cell in header if cell != "")
    _refuse_repeated(counts)
    _refuse_missing(counts)
    return [header.index(title) for title in HEADER]


def _refuse_repeated(counts: Counter[Cell]) -> None:
    for title in HEADER:
        if counts[title] > 1:
            raise HeaderRefusedError(
                f"column {title!r} appears {counts[title]} times", column=title, row=1
            )


def _refuse_missing(counts: Counter[Cell]) -> None:
    missing = [title for title in HEADER if title not in counts]
    if missing:
        spare = [str(title) for title in counts if title not in HEADER]
        hints = "; ".join(_hint(title, spare) for title in missing)
        raise HeaderRefusedError(f"missing column {hints}", column=missing[0], row=1)


def _hint(title: str, spare: list[str]) -> str:
    plain = {_plain(candidate): candidate for candidate in spare}
    near = difflib.get_close_matches(_plain(title), plain, n=1, cutoff=0.7)
    return f"{title!r} (did you mean {plain[near[0]]!r}?)" if near else repr(title)


def _plain(text: str) -> str:
    """Text without case, accents and outer spaces, to compare titles by."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold().strip()


def _spare_columns(header: list[Cell], first_values: dict[int, int]) -> HeaderRefusedError:
    """The refusal of columns outside the layout; an empty one would have harmed nobody."""
    index, row = min(first_values.items())
    listed = ", ".join(repr(header[spare] or "(untitled)") for spare in sorted(first_values))
    message = f"columns outside the layout hold values: {listed}"
    return HeaderRefusedError(message, column=str(header[index]), row=row)
