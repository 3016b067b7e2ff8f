"""What settings and calendar allow a file to be."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from mlops.pipeline.checks import Window
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.files import Limits
from mlops.pipeline.request import Options

DAYS_AHEAD = 400


def limits_of(options: Options) -> Limits:
    return Limits(
        max_rows=settings.LOAD_MAX_ROWS,
        memory_mb=settings.LOAD_READER_MEMORY_MB,
        ignore_columns=options.ignore_columns,
        allow_empty=options.allow_empty,
        require_checksums=settings.LOAD_REQUIRE_CHECKSUMS,
    )


def window(cursor: Any) -> Window:
    """Days a file may name. LoadError when the calendar is empty."""
    cursor.execute("SELECT min(full_date), max(full_date) FROM core.dim_calendar")
    first, last = cursor.fetchone()
    if first is None:
        message = "the calendar is empty: run manage.py ensure_partitions"
        raise LoadError("NO_CALENDAR", message, exit_code=Exit.BAD_CONFIG)
    today = timezone.localdate()
    ahead = min(last, today + timedelta(days=DAYS_AHEAD))
    return Window(first=first, today=today, last=ahead, business_zone=settings.TIME_ZONE)
