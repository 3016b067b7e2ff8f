"""Which forecasts run a day is measured by: the one that was the champion before the day came."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings

from nova.db.sql import read_sql


def forecast_runs_of(cursor: Any, days: Sequence[date]) -> list[int | None]:
    """For each day the run published last on that day or before it, as of a day before it, among
    those that were ever the champion and still have rows of that day; None where there is none.
    """
    cursor.execute(read_sql("analytics", "kpis/measured_runs.sql"), {"zone": settings.TIME_ZONE})
    found: dict[date, int] = {}
    for run_id, first_day in cursor.fetchall():
        # One series has nearly all days of a run; what it has not is looked for in all of them.
        for statement in ("forecast_series_days", "forecast_run_days"):
            if open_days := [day for day in days if day not in found and day >= first_day]:
                asked = {"run_id": run_id, "days": open_days}
                cursor.execute(read_sql("analytics", f"kpis/{statement}.sql"), asked)
                found |= {day: run_id for (day,) in cursor.fetchall()}
    return [found.get(day) for day in days]
