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


def note_facts(cursor: Any, first: date, last: date) -> None:
    """What there is now of the facts of those days, for this transaction, as kpi_facts_seen."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.kpi_facts_seen")
    cursor.execute(
        read_sql("analytics", "kpis/facts_seen.sql"), {"first_day": first, "last_day": last}
    )


def late_days(cursor: Any, last: date) -> list[date]:
    """Days up to last whose facts were loaded, corrected or taken back after their figures.

    A day that has facts and never had figures is one of them. Notes the facts of all days.
    """
    first = date(2000, 1, 1)  # core.business_date begins there
    note_facts(cursor, first, last)
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


def in_order(*groups: Iterable[date]) -> list[date]:
    """Each day of the groups once."""
    return sorted({day for group in groups for day in group})
