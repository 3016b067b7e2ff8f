"""Reads that almost every answer carries, asked once for each version of the data."""

from datetime import date

from nova.api.caching import known
from support.models import LoadRun


def last_day(dataset: str, version: str | None) -> date | None:
    """Last day covered by the latest standing publication; None before the first."""
    return known(version, f"data_as_of {dataset}", lambda: LoadRun.objects.data_as_of(dataset))
