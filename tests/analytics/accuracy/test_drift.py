"""How far off what readers saw was lately, from sums of days as scoring would leave them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from analytics.models import ForecastAccuracyDaily, ForecastDrift, ModelRun
from tests.support.factories import COMPUTED_AT, a_load

pytestmark = pytest.mark.django_db

LAST = date(2026, 11, 21)


def a_run(run_id: int, status: str, as_of: date) -> None:
    a_load("forecasts", run_id=run_id)
    ModelRun.objects.create(
        run_id=run_id, dataset="forecasts", status=status, model_tag="ets_v1", as_of=as_of,
        computed_at=COMPUTED_AT, row_count=1,
    )  # fmt: skip


def scored(run_id: int, first: date, last: date, *, error: int, actual: int = 10) -> None:
    """Each day of the run: 2 cells that many units off."""
    ForecastAccuracyDaily.objects.bulk_create(
        ForecastAccuracyDaily(
            full_date=first + timedelta(days=n), forecast_run_id=run_id, model_tag="ets_v1",
            cells=2, actual=actual, error=error, absolute_error=abs(error), run_id=run_id,
        )
        for n in range((last - first).days + 1)
    )  # fmt: skip


def test_compares_the_last_28_days_with_the_28_before() -> None:
    a_run(1, "CHAMPION", date(2026, 9, 20))
    scored(1, date(2026, 9, 21), date(2026, 10, 24), error=2)  # 28 of these 34 days count
    scored(1, date(2026, 10, 25), LAST, error=-4)
    drift = ForecastDrift.objects.get()
    assert (drift.run_id, drift.model_tag, drift.last_day) == (1, "ets_v1", LAST)
    assert (drift.wape_recent, drift.wape_before) == (Decimal("0.4"), Decimal("0.2"))
    assert drift.bias_recent == Decimal("-0.4")
    assert (drift.cells, drift.days_recent, drift.days_before) == (56, 28, 28)


def test_of_each_day_the_latest_run_from_before_it_counts() -> None:
    a_run(1, "RETIRED", date(2026, 10, 24))
    a_run(2, "CHAMPION", date(2026, 11, 14))
    scored(1, date(2026, 10, 25), LAST, error=1)
    scored(2, date(2026, 11, 15), LAST, error=5)
    drift = ForecastDrift.objects.get()
    assert drift.run_id == 2
    assert drift.wape_recent == Decimal("0.2")  # (21 * 1 + 7 * 5) / 280
    assert (drift.wape_before, drift.days_before) == (None, 0)


def test_what_readers_never_saw_or_what_was_taken_back_does_not_count() -> None:
    a_run(1, "CHAMPION", date(2026, 10, 24))
    a_run(2, "RETIRED", date(2026, 11, 1))
    a_run(3, "CANDIDATE", date(2026, 11, 10))
    a_load("forecasts", run_id=4, status="ROLLBACK", details={"rolled_back": 2})
    for run_id, as_of, error in ((1, 24, 1), (2, 32, 9), (3, 41, 9)):
        scored(run_id, date(2026, 10, 1) + timedelta(days=as_of), LAST, error=error)
    assert ForecastDrift.objects.get().wape_recent == Decimal("0.1")


def test_days_without_demand_leave_it_undefined() -> None:
    a_run(1, "CHAMPION", date(2026, 11, 20))
    scored(1, LAST, LAST, error=3, actual=0)
    drift = ForecastDrift.objects.get()
    assert (drift.wape_recent, drift.bias_recent, drift.cells) == (None, None, 2)


def test_a_champion_whose_days_are_still_to_come_has_no_figures() -> None:
    assert not ForecastDrift.objects.exists()
    a_run(1, "CHAMPION", LAST)
    drift = ForecastDrift.objects.get()
    assert (drift.wape_recent, drift.cells, drift.last_day) == (None, 0, None)
