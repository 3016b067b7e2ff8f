"""Which dates of a workbook can be true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mlops.sources.procurement.cells import CellError, calendar_date
from mlops.sources.procurement.layout import REQUESTED_ON, SheetLine

EARLIEST = dt.date(2000, 1, 1)
AHEAD_OF_TODAY = dt.timedelta(days=400)
# Covers an after-the-fact purchase at one end and a slow delivery contract at the other.
SLACK = dt.timedelta(days=400)
_FENCE = 1.5


@dataclass(frozen=True, slots=True)
class PlausibleWindow:
    """First and last day, both included, a date of this workbook may fall on."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def plausible_window(request_dates: list[dt.date], *, today: dt.date) -> PlausibleWindow:
    """2000-01-01 to today + 400 days, narrowed to what the workbook itself covers.

    The workbook covers Tukey's fences of its request dates (the nearest-rank quartiles, 1.5
    times their distance further out) and 400 days more at either end. Quartiles, because one
    mistyped year must not stretch the window that is to catch it; the distance between them,
    because an export of ten years is as plausible as one of ten months.
    """
    latest = today + AHEAD_OF_TODAY
    known = sorted(day for day in request_dates if EARLIEST <= day <= latest)
    if not known:
        return PlausibleWindow(EARLIEST, latest)
    lower, upper = known[(len(known) - 1) // 4], known[3 * len(known) // 4]
    reach = _FENCE * (upper - lower) + SLACK
    return PlausibleWindow(max(EARLIEST, lower - reach), min(latest, upper + reach))


def request_dates(lines: Iterable[SheetLine]) -> list[dt.date]:
    """Every readable request date of the workbook, services included."""
    days = (_readable_date(line) for line in lines)
    return [day for day in days if day is not None]


def _readable_date(line: SheetLine) -> dt.date | None:
    try:
        return calendar_date(line.requested_on, REQUESTED_ON)
    except CellError:
        return None
