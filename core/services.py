"""Upkeep of the calendar and of the monthly partitions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from core import partitions
from core.holidays import calendar_days
from core.models import Calendar
from nova.db.sql import read_sql

CALENDAR_START = date(2015, 1, 1)  # the oldest market series begins here
CALENDAR_YEARS_AHEAD = 3


@dataclass(frozen=True)
class Upkeep:
    """What was made: partitions by name, and days of the calendar; and what could not be.

    locked: facts that another session held, with the reason; shortage: None, or one sentence
    about the facts that have too few months ahead.
    """

    partitions: tuple[str, ...]
    calendar_days: int
    locked: Mapping[str, str]
    shortage: str | None


def ensure_partitions(*, today: date, months_ahead: int, months_back: int) -> Upkeep:
    """Make the missing months around today and extend the calendar to three years ahead."""
    made = partitions.ensure_months(today=today, months_ahead=months_ahead, months_back=months_back)
    return Upkeep(
        partitions=made.partitions,
        calendar_days=extend_calendar(today=today),
        locked=made.locked,
        shortage=partitions.shortage(partitions.months_ahead(today=today)),
    )


def extend_calendar(*, today: date) -> int:
    """Number of days added so that the calendar runs from 2015 to the end of today's year + 3."""
    last = date(today.year + CALENDAR_YEARS_AHEAD, 12, 31)
    known = set(Calendar.objects.values_list("full_date", flat=True))
    days = [CALENDAR_START + timedelta(days=n) for n in range((last - CALENDAR_START).days + 1)]
    missing = [day for day in days if day not in known]
    if not missing:
        return 0
    rows = [
        (
            day.full_date,
            day.holiday_name,
            day.holiday_type,
            json.dumps(day.state_holidays),
        )
        for day in calendar_days(missing[0], missing[-1])
        if day.full_date not in known
    ]
    with connection.cursor() as cursor:
        cursor.executemany(read_sql("core", "insert_calendar_day.sql"), rows)
    return len(rows)
