"""Sorts the workbook's lines into loaded, service, rejected and duplicate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlops.sources.procurement import layout
from mlops.sources.procurement.cells import QUANTITY_DECIMALS, CellError
from mlops.sources.procurement.dates import plausible_window, request_dates
from mlops.sources.procurement.item_choice import variant_warnings
from mlops.sources.procurement.layout import SheetLine
from mlops.sources.procurement.line_report import (
    DUPLICATE,
    REJECTED,
    SERVICE,
    WARNING,
    LineNote,
)
from mlops.sources.procurement.purchase_lines import (
    UNKNOWN_SITE,
    LineReader,
    PurchaseLine,
    is_service,
)

# Hours and lump sums measure work, yet only SR and the SERV families are known to be services.
_SERVICE_LIKE_UNITS = {"HR", "VB"}


@dataclass(slots=True)
class Triage:
    """Every line of the workbook under exactly one outcome, and the remarks on it."""

    read: int = 0
    as_of: dt.date | None = None
    loaded: list[PurchaseLine] = field(default_factory=list)
    notes: list[LineNote] = field(default_factory=list)


def triage_lines(lines: list[SheetLine], *, today: dt.date) -> Triage:
    """The sorted lines; read = loaded + rejected + duplicate + service, always.

    A service stays a service when it also repeats another line or holds a bad cell, and a bad
    line stays rejected when it repeats one; both repetitions are counted as warnings. as_of is
    the latest plausible request date of the workbook, services included.
    """
    requested = request_dates(lines)
    window = plausible_window(requested, today=today)
    reader = LineReader(window)
    triage = Triage(read=len(lines), as_of=max((d for d in requested if d in window), default=None))
    first_rows: dict[tuple[str, ...], int] = {}
    for line in lines:
        repeated = first_rows.setdefault(_fingerprint(line), line.row)
        _sort_line(line, triage, reader, repeats=repeated if repeated != line.row else None)
    triage.notes += variant_warnings(triage.loaded)
    triage.notes.sort(key=lambda remark: (remark.row, remark.outcome, remark.code))
    return triage


def _fingerprint(line: SheetLine) -> tuple[str, ...]:
    # repr keeps the cell's type, so that the text "10" doesn't repeat the number 10.
    return tuple(repr(cell) for cell in line[1:])


def _sort_line(line: SheetLine, triage: Triage, reader: LineReader, *, repeats: int | None) -> None:
    if is_service(line):
        triage.notes.append(_service_note(line))
        triage.notes += _repetition_warning(line, "DUPLICATE_SERVICE", repeats)
        return
    try:
        purchase = reader.read(line)
    except CellError as fault:
        triage.notes.append(_rejection(line, fault))
        triage.notes += _repetition_warning(line, "DUPLICATE_REJECTED", repeats)
        return
    if repeats is not None:
        triage.notes.append(_duplicate_note(line, repeats))
        return
    triage.loaded.append(purchase)
    triage.notes += _warnings(line, purchase)


def _service_note(line: SheetLine) -> LineNote:
    message = f"family {line.family}: a service, not stock"
    return LineNote(line.row, SERVICE, "SERVICE", layout.UNIT, line.unit, message)


def _rejection(line: SheetLine, fault: CellError) -> LineNote:
    return LineNote(line.row, REJECTED, fault.code, fault.column, fault.value, fault.message)


def _duplicate_note(line: SheetLine, repeats: int) -> LineNote:
    message = f"all columns repeat row {repeats}"
    return LineNote(line.row, DUPLICATE, "DUPLICATE", None, None, message)


def _repetition_warning(line: SheetLine, code: str, repeats: int | None) -> Iterator[LineNote]:
    if repeats is not None:
        message = f"all columns repeat row {repeats}"
        yield LineNote(line.row, WARNING, code, None, None, message)


def _warnings(line: SheetLine, purchase: PurchaseLine) -> Iterator[LineNote]:
    for code, column, value, message in _remarks(line, purchase):
        yield LineNote(line.row, WARNING, code, column, value, message)


def _remarks(
    line: SheetLine, purchase: PurchaseLine
) -> Iterator[tuple[str, str, layout.Cell | None, str]]:
    """Code, column, value and message of what is odd about a line that is loaded anyway."""
    early = (purchase.requested_on - purchase.purchased_on).days
    if early > 0:
        message = f"bought {early} days before the request of {purchase.requested_on}"
        yield "PURCHASE_BEFORE_REQUEST", layout.PURCHASED_ON, purchase.purchased_on, message
    if purchase.site == UNKNOWN_SITE:
        yield "DEPOT_MISSING", layout.DEPOT, None, f"booked on site {purchase.site}"
    if line.unit != purchase.unit:
        yield "UNIT_NORMALISED", layout.UNIT, line.unit, f"read as {purchase.unit}"
    if purchase.unit in _SERVICE_LIKE_UNITS:
        yield "SERVICE_LIKE", layout.UNIT, line.unit, "measures work, loaded as a material"
    if line.quantity != purchase.quantity:
        message = f"rounded to {QUANTITY_DECIMALS} decimals: {purchase.quantity}"
        yield "ROUNDED", layout.QUANTITY, line.quantity, message
