"""Demand day by day with the forecasts of the champion run, of the company or a segment."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from nova.db import replica
from nova.db.sql import read_sql


class DayTotal(NamedTuple):
    """Units forecast for one day: a mean of sums, so no bounds belong to it."""

    segment: str
    full_date: date
    yhat: float
    item_sites: int


def forecast_totals(
    *,
    run_id: int,
    last_day: date,
    today: date,
    dimension: str | None,
    segments: Sequence[str],
    first_day: date | None = None,
) -> list[DayTotal]:
    """By segment and day up to last_day. dimension: None for the company, whose segment is ""."""
    asked: dict[str, Any] = {
        "run_id": run_id,
        "first_day": first_day,
        "last_day": last_day,
        "today": today,
        "dimension": dimension or "COMPANY",
        "segments": list(segments),
    }
    with replica.reader().cursor() as cursor:
        cursor.execute(read_sql("analytics", "forecast_totals.sql"), asked)
        return [DayTotal(*row) for row in cursor.fetchall()]


def trend_of(
    first: date, last: date, actual: Mapping[date, Any], forecast: Mapping[date, float]
) -> Sequence[dict[str, Any]]:
    """Every day from first to last; None where nothing is known of it."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        {"full_date": day, "actual": actual.get(day), "forecast": forecast.get(day)} for day in days
    ]
