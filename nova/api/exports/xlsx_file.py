"""XLSX: rows go to disk as they come; text is text and never a formula."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import orjson
import xlsxwriter
from rest_framework.exceptions import ValidationError

from nova.api.exports.tables import Table
from nova.api.exports.words import Title
from nova.spreadsheet import harmless

MOST_ROWS = 1_048_576 - 1  # of a sheet, below its titles
DATA, ABOUT = Title("Dados", "Data"), Title("Sobre", "About")
OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
TEXT_LIMIT = 32_767  # characters of a cell


def xlsx_file(table: Table, *, locale: str) -> IO[bytes]:
    """An open temporary file that goes when it is closed. ValidationError beyond one sheet."""
    if table.count > MOST_ROWS:
        raise ValidationError({"format": f"More than {MOST_ROWS} rows: ask for csv."})
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        data = book.add_worksheet(DATA.of(locale))
        data.freeze_panes(1, 0)
        for column, title in enumerate(table.titles):
            data.write_string(0, column, title, bold)
        for number, row in enumerate(table.rows, start=1):
            _write(data, number, row)
        about = book.add_worksheet(ABOUT.of(locale))
        for number, line in enumerate(table.about):
            _write(about, number, line)
    file.seek(0)
    return file


def _write(sheet: Any, number: int, row: Sequence[object]) -> None:
    for column, value in enumerate(row):
        match value:
            case None:
                continue
            case bool():
                sheet.write_boolean(number, column, value)
            case int() | float() | Decimal():
                sheet.write_number(number, column, value)
            case date() if not isinstance(value, datetime):
                sheet.write_datetime(number, column, value)
            case _:
                sheet.write_string(number, column, _text(value)[:TEXT_LIMIT])


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return harmless(str(value))
