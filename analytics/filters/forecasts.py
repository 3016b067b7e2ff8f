"""What may be asked of forecasts of several item-sites, or of whole segments, at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from analytics.kpis.definitions import DIMENSIONS
from analytics.models import ModelRun
from nova.api.lists import NamesField, WholeNumbersField
from nova.api.parameters import WholeNumberField
from nova.api.windows import OpenWindowParameters

MOST_SERIES = 20
MOST_DAYS = 366


class YearParameters(OpenWindowParameters):
    """At most 366 days; an end that is not asked for follows from the other, or from the run."""

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(asked)
        if {"start_date", "end_date"} <= set(asked):
            days = (asked["end_date"] - asked["start_date"]).days + 1
            if days > MOST_DAYS:
                raise ValidationError({"end_date": f"{days} days; at most {MOST_DAYS}."})
        return asked


def window_of(asked: dict[str, Any], runs: Sequence[ModelRun]) -> tuple[date, date] | None:
    """First and last day, both included; unless asked for from the first that the runs foresee.

    None where there is no run.
    """
    if not runs:
        return None
    rest = timedelta(days=MOST_DAYS - 1)
    if "start_date" in asked:
        first = asked["start_date"]
    elif "end_date" in asked:
        first = asked["end_date"] - min(rest, asked["end_date"] - date.min)
    else:
        first = min(run.last_known_day for run in runs) + timedelta(days=1)
    return first, asked.get("end_date", first + min(rest, date.max - first))


def told_window(window: tuple[date, date] | None) -> dict[str, date | None]:
    """As answers tell it."""
    first, last = window or (None, None)
    return {"start_date": first, "end_date": last}


class ComparisonParameters(YearParameters):
    """Every item asked for at every site asked for, as every run asked for foresees it."""

    item_id = WholeNumbersField(most=MOST_SERIES, required=True)
    site_id = WholeNumbersField(most=MOST_SERIES, required=True)
    run_id = WholeNumbersField(
        most=5, help_text="Separated by commas, at most 5; default: the champion."
    )
    model_tag = NamesField(most=5)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(asked)
        series = len(asked["item_id"]) * len(asked["site_id"]) * len(asked.get("run_id", [0]))
        if series > MOST_SERIES:
            message = f"Items times sites times runs are {series}; at most {MOST_SERIES}."
            raise ValidationError({"item_id": message})
        return asked


class ForecastTotalsParameters(YearParameters):
    """Forecasts of one run added up over segments of one dimension."""

    dimension = serializers.ChoiceField(DIMENSIONS)
    segment = NamesField(
        most=MOST_SERIES,
        required=True,
        help_text="Site codes, regions, families or ABC classes; by commas, at most 20.",
    )
    run_id = WholeNumberField(required=False, help_text="Default: the champion.")
