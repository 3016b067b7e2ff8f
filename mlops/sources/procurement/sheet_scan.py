"""What the sheet's own XML says and the workbook parser keeps to itself.

The parser allocates one slot for every cell of the used rectangle, so a single far-away cell
could ask for gigabytes; and it hands out an Excel error (#N/A, #DIV/0!) as an empty cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mlops.sources.procurement.refusals import WorkbookCorruptError

_CHUNK = 1024 * 1024
_MAX_INDEX_BYTES = 1024 * 1024
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)>")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")


@dataclass(frozen=True, slots=True)
class SheetScan:
    """Extent of the cells that hold something, and where the Excel errors are (1-based)."""

    rows: int
    columns: int
    error_cells: frozenset[tuple[int, int]]


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the archive part that holds each, in workbook order."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _index(archive, "xl/_rels/workbook.xml.rels").iter()
        if relation.get("Id")
    }
    parts: dict[str, str] = {}
    for sheet in _index(archive, "xl/workbook.xml").iterfind(".//{*}sheet"):
        relation_id = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        target = targets.get(relation_id, "")
        parts[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return parts


def scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetScan:
    """Extent and error cells of one sheet, read in chunks so that memory stays flat."""
    last_row, last_column = 0, 0
    error_cells: set[tuple[int, int]] = set()
    for attributes in _cell_tags(archive, part):
        is_error = _IS_ERROR.search(attributes) is not None
        reference = _REFERENCE.search(attributes)
        if reference is None:
            if is_error:
                raise WorkbookCorruptError("a cell with an Excel error doesn't say where it is")
            continue
        # A self-closed tag is a formatted blank: it holds nothing and takes no slot.
        if attributes.endswith(b"/"):
            continue
        row, column = int(reference[2]), _column_number(reference[1])
        last_row, last_column = max(last_row, row), max(last_column, column)
        if is_error:
            error_cells.add((row, column))
    return SheetScan(rows=last_row, columns=last_column, error_cells=frozenset(error_cells))


def _index(archive: zipfile.ZipFile, part: str) -> ET.Element:
    if part not in archive.namelist():
        raise WorkbookCorruptError(f"the archive has no {part}")
    if archive.getinfo(part).file_size > _MAX_INDEX_BYTES:
        raise WorkbookCorruptError(f"{part} is larger than any list of sheets")
    text = archive.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise WorkbookCorruptError(f"{part} isn't what a spreadsheet program writes")
    try:
        return ET.fromstring(text)  # noqa: S314 - small, and nothing can declare an entity
    except ET.ParseError as error:
        raise WorkbookCorruptError(f"{part}: {error}") from error


def _cell_tags(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    if part not in archive.namelist():
        raise WorkbookCorruptError(f"the archive has no {part}")
    with archive.open(part) as stream:
        carried = b""
        while chunk := stream.read(_CHUNK):
            text = carried + chunk
            whole = text.rfind(b">") + 1
            for tag in _CELL.finditer(text, 0, whole):
                yield tag[1]
            carried = text[whole:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
