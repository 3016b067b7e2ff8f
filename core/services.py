"""Upkeep of the calendar and of the monthly partitions."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from core.holidays import calendar_days
from core.models import Calendar
from nova.db.sql import read_sql

PARTITIONED_FACTS = ("fact_demand_daily", "fact_inventory_daily", "fact_orders")
CALENDAR_START = date(2015, 1, 1)  # the oldest market series begins here
CALENDAR_YEARS_AHEAD = 3
MONTHS_AHEAD = 6
MONTHS_BACK = 24
LOCK_TIMEOUT = "2s"


@dataclass(frozen=True)
class Upkeep:
    """What was made: partitions by name, and days of the calendar."""

    partitions: tuple[str, ...]
    calendar_days: int


def ensure_partitions(*, today: date, months_ahead: int, months_back: int) -> Upkeep:
    """Make the missing months around today and extend the calendar to three years ahead.

    django.db.OperationalError when a lock is not granted within two seconds: try again later.
    """
    made = [
        f"{fact}_{month:%Y_%m}"
        for month in _months(today, -months_back, months_ahead)
        for fact in PARTITIONED_FACTS
        if _ensure_month(fact, month)
    ]
    return Upkeep(partitions=tuple(made), calendar_days=extend_calendar(today=today))


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
            day.holiday_name is not None,
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


def _ensure_month(fact: str, month: date) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
        cursor.execute("SELECT core.ensure_month(%s, %s)", [fact, month])
        return bool(cursor.fetchone()[0])


def _months(day: date, first: int, last: int) -> list[date]:
    """First days of the months from day's month + first to day's month + last."""
    start = day.year * 12 + day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start + first, start + last + 1)]
