"""Values of single cells, or the reason why a cell can't be used."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata

from mlops.sources.procurement.layout import Cell, ExcelError

MAX_CODE_LENGTH = 64
MAX_TEXT_LENGTH = 500
# numeric(18,4) in the database holds 14 digits before the point.
QUANTITY_LIMIT = 10**14
QUANTITY_DECIMALS = 4

_TEXT_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_UNIT = re.compile(r"[^\W\d_][^\W_]{0,9}")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_WORDED_NUMBERS = {"nan": "NAN", "inf": "INF", "infinity": "INF"}


class CellError(Exception):
    """One cell makes its line unusable; code is the machine name of the reason."""

    def __init__(self, code: str, column: str, value: Cell | None, message: str) -> None:
        super().__init__(f"{column}: {message}")
        self.code = code
        self.column = column
        self.value = value
        self.message = message


def canonical_code(text: str) -> str:
    """The one spelling of a code: NFC, nothing invisible, single inner spaces, none outside."""
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    visible = "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)
    return " ".join(visible.split())


def code_text(cell: Cell, column: str) -> str | None:
    """The code byte for byte, None for an empty cell.

    A number is refused: a spreadsheet that made 10409 out of 010409 names another item.
    """
    _refuse_error(cell, column)
    if not isinstance(cell, str):
        raise CellError("CODE_NOT_TEXT", column, cell, "a code must be text: digits may be lost")
    canonical = canonical_code(cell)
    if not canonical:
        return None
    if cell != canonical:
        raise CellError("KEY_NOT_CANONICAL", column, cell, f"did you mean {canonical!r}?")
    if len(cell) > MAX_CODE_LENGTH:
        raise CellError("TOO_LONG", column, cell, f"{len(cell)} characters, {MAX_CODE_LENGTH} fit")
    return cell


def request_number(cell: Cell, column: str) -> str | None:
    """The purchase request's number as text; a whole number in the cell loses nothing."""
    if isinstance(cell, float) and cell.is_integer() and 0 <= cell < 2**53:
        return str(int(cell))
    return code_text(cell, column)


def free_text(cell: Cell, column: str) -> str | None:
    """A name as it is written, None for an empty cell; inner spacing is the author's business."""
    _refuse_error(cell, column)
    if not isinstance(cell, str):
        raise CellError("NOT_TEXT", column, cell, "text expected")
    if not cell.strip():
        return None
    if any(unicodedata.category(c) in _INVISIBLE for c in cell):
        raise CellError("CONTROL_CHARACTER", column, cell, "holds control or invisible characters")
    if len(cell) > MAX_TEXT_LENGTH:
        raise CellError("TOO_LONG", column, cell, f"{len(cell)} characters, {MAX_TEXT_LENGTH} fit")
    return cell


def unit_measure(cell: Cell, column: str) -> str | None:
    """The unit in capitals with plain digits (M² -> M2, m³ -> M3, " un " -> UN), None if empty.

    Spellings only: M and MT both measure metres and stay apart, as no item uses the two.
    """
    _refuse_error(cell, column)
    if not isinstance(cell, str):
        raise CellError("UNIT_INVALID", column, cell, "a unit must be text")
    unit = unicodedata.normalize("NFKC", cell).strip().upper()
    if not unit:
        return None
    if not _UNIT.fullmatch(unit):
        raise CellError("UNIT_INVALID", column, cell, "a unit is 1 to 10 letters or digits")
    return unit


def quantity(cell: Cell, column: str) -> float | None:
    """Units bought, rounded to the 4 decimals the tables keep; None for an empty cell."""
    _refuse_error(cell, column)
    if isinstance(cell, str):
        if not cell.strip():
            return None
        code = _WORDED_NUMBERS.get(cell.strip().lstrip("+-").casefold(), "NOT_A_NUMBER")
        raise CellError(code, column, cell, "text where a number is expected")
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise CellError("NOT_A_NUMBER", column, cell, f"{type(cell).__name__}, not a number")
    return _bounded_quantity(float(cell), column)


def _bounded_quantity(number: float, column: str) -> float:
    if math.isnan(number):
        raise CellError("NAN", column, number, "not a number")
    if math.isinf(number):
        raise CellError("INF", column, number, "infinite")
    if number < 0:
        raise CellError("NEGATIVE", column, number, "a purchase of less than nothing")
    if number >= QUANTITY_LIMIT:
        raise CellError("OUT_OF_RANGE", column, number, f"must stay below {QUANTITY_LIMIT}")
    rounded = round(number, QUANTITY_DECIMALS)
    if number > 0 and rounded == 0:
        raise CellError("OUT_OF_RANGE", column, number, "smaller than 4 decimals can hold")
    return rounded


def calendar_date(cell: Cell, column: str) -> dt.date | None:
    """The day in the cell, None for an empty one; text must be a real day as dd/mm/yyyy."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    _refuse_error(cell, column)
    if isinstance(cell, str) and not cell.strip():
        return None
    parts = _TEXT_DATE.fullmatch(cell) if isinstance(cell, str) else None
    if parts is None:
        raise CellError("DATE_INVALID", column, cell, "neither a date nor text as dd/mm/yyyy")
    day, month, year = (int(part) for part in parts.groups())
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise CellError("DATE_INVALID", column, cell, "no such day in the calendar") from error


def _refuse_error(cell: Cell, column: str) -> None:
    if isinstance(cell, ExcelError):
        raise CellError("EXCEL_ERROR", column, cell, "the cell's formula failed")
