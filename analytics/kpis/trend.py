"""Demand day by day with the forecasts of the champion run, of the company or a segment."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from nova.db.sql import read_sql


def forecast_totals(
    *, run_id: int, last_day: date, today: date, dimension: str | None, segment: str | None
) -> dict[date, float]:
    """Units forecast by day up to last_day: a mean of sums, so no bounds belong to it."""
    asked: dict[str, date | int | str] = {
        "run_id": run_id,
        "last_day": last_day,
        "today": today,
        "dimension": dimension or "COMPANY",
        "segment": segment or "",
    }
    with connection.cursor() as cursor:
        cursor.execute(read_sql("analytics", "forecast_totals.sql"), asked)
        return dict(cursor.fetchall())


def trend_of(
    first: date, last: date, actual: Mapping[date, Any], forecast: Mapping[date, float]
) -> Sequence[dict[str, Any]]:
    """Every day from first to last; None where nothing is known of it."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        {"full_date": day, "actual": actual.get(day), "forecast": forecast.get(day)} for day in days
    ]
