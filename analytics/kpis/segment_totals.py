"""Forecasts of a run added up by day over segments, with the bound of their mean error."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from analytics.accuracy.measured import MeasuredError, lead_bucket, measured_errors
from analytics.kpis.trend import DayTotal, forecast_totals
from analytics.models import ModelRun
from nova.api.caching import known


def segment_totals(
    run: ModelRun,
    *,
    dimension: str,
    segments: Sequence[str],
    window: tuple[date, date],
    today: date,
    version: str | None,
) -> list[dict[str, Any]]:
    """Of each segment that has forecasts: its days, and the errors that their bounds rest on."""
    question: dict[str, Any] = {
        "run_id": run.pk, "dimension": dimension, "segments": list(segments),
        "first_day": window[0], "last_day": window[1], "today": today,
    }  # fmt: skip
    named = f"totals {sorted(question.items())!r}"
    totals = known(version, named, lambda: forecast_totals(**question))
    errors = measured_errors(run, dimension=dimension, segments=segments)
    return [
        _segment(segment, list(days), run.last_known_day, errors.get(segment, {}))
        for segment, days in groupby(totals, key=lambda total: total.segment)
    ]


def by_segment_and_day(segments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each segment and day."""
    return [{"segment": one["segment"], **day} for one in segments for day in one["points"]]


def _segment(
    segment: str, days: list[DayTotal], knew: date, errors: dict[str, MeasuredError]
) -> dict[str, Any]:
    points = []
    for day in days:
        bucket = lead_bucket((day.full_date - knew).days)
        error = errors.get(bucket)
        points.append(
            {
                "full_date": day.full_date,
                "yhat": day.yhat,
                "item_sites": day.item_sites,
                "lead_bucket": bucket,
                "mean_error_at_most": error and round(day.yhat * error.error_share, 4),
            }
        )
    told = [asdict(errors[bucket]) for bucket in sorted(errors, key=_first_day)]
    return {"segment": segment, "points": points, "measured_errors": told}


def _first_day(bucket: str) -> int:
    """Of a lead time such as 8-14 or 91+."""
    return int(bucket.rstrip("+").partition("-")[0])
