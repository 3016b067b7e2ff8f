"""One purchase line, understood or refused."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeVar

from mlops.sources.procurement import layout
from mlops.sources.procurement.cells import (
    CellError,
    calendar_date,
    code_text,
    free_text,
    quantity,
    request_number,
    unit_measure,
)
from mlops.sources.procurement.dates import PlausibleWindow
from mlops.sources.procurement.layout import Cell, SheetLine

UNKNOWN_SITE = "UNKNOWN"
LONGEST_LEAD_TIME_DAYS = 150
SERVICE_UNIT = "SR"
# The word itself, so that a family of servers (SERVIDORES) stays stock.
_SERVICE_FAMILY = re.compile(r"SERV(I[ÇC]OS?)?\b")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One material bought from one supplier on one request, as the sheet's row says."""

    row: int
    sku: str
    name: str
    family: str | None
    supplier: str
    quantity: float
    unit: str
    unit_as_written: str
    site: str
    request: str
    requested_on: dt.date
    purchased_on: dt.date

    @property
    def lead_time_days(self) -> int | None:
        """Days from request to purchase; None outside 0..150, where it measures something else.

        Below 0 the purchase was made first and written up later; above 150 the request waited
        for a decision. Source: the data's README, which measures lead time on 0-150 days.
        """
        days = (self.purchased_on - self.requested_on).days
        return days if 0 <= days <= LONGEST_LEAD_TIME_DAYS else None


def is_service(line: SheetLine) -> bool:
    """True for the unit SR or a family that begins with SERV or SERVIÇO(S)."""
    unit = line.unit.strip().upper() if isinstance(line.unit, str) else ""
    family = line.family.strip().upper() if isinstance(line.family, str) else ""
    return unit == SERVICE_UNIT or _SERVICE_FAMILY.match(family) is not None


class LineReader:
    """Reads lines in sheet order and remembers the first spelling of every code.

    Two codes that differ only by case are one key typed twice; the first accepted spelling
    stands and the other is refused with it as the suggestion.
    """

    def __init__(self, window: PlausibleWindow) -> None:
        self._window = window
        self._spellings: dict[tuple[str, str], str] = {}

    def read(self, line: SheetLine) -> PurchaseLine:
        """The line's values; CellError with the first cell, in this order, that can't be used."""
        values = PurchaseLine(
            row=line.row,
            sku=self._code(line.item, layout.ITEM),
            name=_required(free_text(line.name, layout.NAME), layout.NAME),
            family=free_text(line.family, layout.FAMILY),
            supplier=self._code(line.supplier, layout.SUPPLIER),
            quantity=_required(quantity(line.quantity, layout.QUANTITY), layout.QUANTITY),
            unit=_required(unit_measure(line.unit, layout.UNIT), layout.UNIT),
            unit_as_written=str(line.unit),
            site=self._site(line.depot),
            requested_on=self._date(line.requested_on, layout.REQUESTED_ON),
            purchased_on=self._date(line.purchased_on, layout.PURCHASED_ON),
            request=_required(request_number(line.request, layout.REQUEST), layout.REQUEST),
        )
        for column, code in _codes(values):
            self._spellings.setdefault((column, code.casefold()), code)
        return values

    def _code(self, cell: Cell, column: str) -> str:
        return self._one_spelling(_required(code_text(cell, column), column), column)

    def _site(self, cell: Cell) -> str:
        code = code_text(cell, layout.DEPOT)
        return UNKNOWN_SITE if code is None else self._one_spelling(code, layout.DEPOT)

    def _one_spelling(self, code: str, column: str) -> str:
        known = self._spellings.get((column, code.casefold()), code)
        if code != known:
            raise CellError("KEY_NOT_CANONICAL", column, code, f"did you mean {known!r}?")
        return code

    def _date(self, cell: Cell, column: str) -> dt.date:
        day = calendar_date(cell, column)
        if day is None:
            raise CellError("DATE_MISSING", column, None, "no date")
        if day not in self._window:
            span = f"{self._window.first} to {self._window.last}"
            raise CellError("DATE_RANGE", column, day, f"outside {span}")
        return day


def _codes(line: PurchaseLine) -> tuple[tuple[str, str], ...]:
    return (
        (layout.ITEM, line.sku),
        (layout.SUPPLIER, line.supplier),
        (layout.DEPOT, line.site),
    )


def _required(value: Value | None, column: str) -> Value:
    if value is None:
        raise CellError("NULL", column, None, "a required cell is empty")
    return value
