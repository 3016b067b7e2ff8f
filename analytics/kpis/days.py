"""Which days' figures are to be worked out: a span, and those whose facts changed since."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from core.partitions import ATTACHED, months_held
from nova.db.sql import read_sql

TRAILING_DAYS = 7  # before the last day, for what came late


def span(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def trailing(last: date) -> list[date]:
    """The last day and those before it that are worked out again each night."""
    return span(last - timedelta(days=TRAILING_DAYS), last)


def note_order_lines(cursor: Any, first: date, last: date) -> None:
    """What there is now of the lines due on those days, for this transaction, as
    kpi_order_lines_seen.
    """
    _note(cursor, "order_lines_seen", first, last)


def late_days(cursor: Any, last: date) -> list[date]:
    """Days up to last whose facts were loaded, corrected or taken back after their figures.

    A day that has facts and never had figures is one of them. Notes the order lines of all days.
    """
    first = date(2000, 1, 1)  # core.business_date begins there
    note_order_lines(cursor, first, last)
    _note(cursor, "facts_seen", first, last)
    months = [
        month.first_day
        for month in months_held()
        if month.fact == "fact_demand_daily" and month.state == ATTACHED
    ]
    cursor.execute(
        read_sql("analytics", "kpis/late_days.sql"),
        {"first_day": first, "last_day": last, "months": months},
    )
    return [day for (day,) in cursor.fetchall()]


def _note(cursor: Any, name: str, first: date, last: date) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.kpi_{name}")  # of a call before in a transaction
    cursor.execute(
        read_sql("analytics", f"kpis/{name}.sql"), {"first_day": first, "last_day": last}
    )


def in_order(*groups: Iterable[date]) -> list[date]:
    """Each day of the groups once."""
    return sorted({day for group in groups for day in group})
