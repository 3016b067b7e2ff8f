"""CSV: comma and point, or as Brazilian spreadsheets have it: semicolon, comma and a BOM."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice

import orjson

from nova.api.exports.tables import Table
from nova.spreadsheet import csv_lines

BOM = "\ufeff"
LINES = 500  # of one piece of the answer


def csv_file(table: Table, *, locale: str) -> Iterator[bytes]:
    """The file in pieces. Lines about the table begin with #; then titles, then rows."""
    is_pt = locale == "pt-BR"
    about = [(f"# {name}", value) for name, value in table.about]
    rows: Iterator[Sequence[object]] = chain(about, [table.titles], table.rows)
    lines = csv_lines((cells(row, is_pt=is_pt) for row in rows), delimiter=";" if is_pt else ",")
    if is_pt:
        yield BOM.encode()
    while piece := "".join(islice(lines, LINES)):
        yield piece.encode()


def cells(row: Sequence[object], *, is_pt: bool) -> list[object]:
    return [_cell(value, is_pt=is_pt) for value in row]


def _cell(value: object, *, is_pt: bool) -> object:
    match value:
        case bool():
            return ("sim" if value else "não") if is_pt else ("true" if value else "false")
        case float() | Decimal():
            return _Figure(value, is_pt=is_pt)
        case date():
            return value.isoformat()
        case dict() | list():
            return orjson.dumps(value).decode()
    return value


class _Figure:
    """A number as its digits: no text, so that a minus stays what it is."""

    def __init__(self, value: float | Decimal, *, is_pt: bool) -> None:
        digits = f"{Decimal(str(value)):f}"
        self.digits = digits.replace(".", ",") if is_pt else digits

    def __str__(self) -> str:
        return self.digits
