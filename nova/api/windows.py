"""Windows of days: facts are asked for by date, or PostgreSQL would read all their months."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.utils.timezone import make_aware
from rest_framework.exceptions import ValidationError

from nova.api.parameters import DayField, Parameters

THREE_YEARS = timedelta(days=3 * 365 + 1)  # with the leap day that one of them may have


class WindowParameters(Parameters):
    """Days from start_date to end_date, both asked for and both included."""

    longest: ClassVar[timedelta] = THREE_YEARS

    start_date = DayField()
    end_date = DayField(help_text="Included; at most three years after start_date.")

    def validate(self, window: dict[str, Any]) -> dict[str, Any]:
        window = super().validate(window)
        refuse_backwards(window["start_date"], window["end_date"])
        if window["end_date"] - window["start_date"] > self.longest:
            message = f"More than {self.longest.days} days after start_date."
            raise ValidationError({"end_date": message})
        return window


class OpenWindowParameters(Parameters):
    """Days from start_date to end_date, both included, where what is read bounds itself."""

    start_date = DayField(required=False)
    end_date = DayField(required=False, help_text="Included.")

    def validate(self, window: dict[str, Any]) -> dict[str, Any]:
        window = super().validate(window)
        if "start_date" in window and "end_date" in window:
            refuse_backwards(window["start_date"], window["end_date"])
        return window


def moments(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """When the first day begins and the day after the last one does, here; None: open."""
    begins = _midnight(first) if first else None
    after = _midnight(last + timedelta(days=1)) if last and last < date.max else None
    return begins, after


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def refuse_backwards(first: date, last: date) -> None:
    if last < first:
        raise ValidationError({"end_date": "Before start_date."})
