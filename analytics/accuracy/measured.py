"""How far sums of forecasts may miss, by what was measured of the item-sites that they sum up.

Bounds of item-sites cannot be added up: errors go together on days that concern them all, and how
far they do is not known. What holds whatever they do is the triangle inequality: a sum misses by no
more than its parts miss together. Over the days that were scored, the misses of the parts are
wape x demand, and demand is forecast / (1 + bias); their share of the forecast is therefore
wape / (1 + bias). Times a forecast of that lead time it is the most by which such a sum missed on
average. It is a bound of a mean, so it is no interval of a level.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.models import ModelRun
from nova.db import replica
from nova.db.sql import read_sql

LAST_DAYS = ((7, "1-7"), (14, "8-14"), (30, "15-30"), (60, "31-60"), (90, "61-90"))
BEYOND = "91+"


@dataclass(frozen=True)
class MeasuredError:
    """Misses of a segment's item-sites at one lead time, as a share of the units foreseen."""

    lead_bucket: str
    error_share: float
    measured_run_id: int
    first_day: date
    last_day: date
    cells: int


def lead_bucket(days: int) -> str:
    """The lead time of a day so many days after the as-of date, as accuracy is kept by it."""
    return next((name for last, name in LAST_DAYS if days <= last), BEYOND)


def measured_errors(
    run: ModelRun, *, dimension: str, segments: Sequence[str]
) -> dict[str, dict[str, MeasuredError]]:
    """By segment and lead time, of the newest scored run up to this one of the same model."""
    asked = {
        "dimension": dimension,
        "segments": list(segments),
        "run_id": run.pk,
        "model_tag": run.model_tag,
    }
    found: dict[str, dict[str, MeasuredError]] = {}
    with replica.reader().cursor() as cursor:
        cursor.execute(read_sql("analytics", "accuracy/measured_errors.sql"), asked)
        for segment, *figures in cursor.fetchall():
            measured = MeasuredError(*figures)
            found.setdefault(segment, {})[measured.lead_bucket] = measured
    return found
