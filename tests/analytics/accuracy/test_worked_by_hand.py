"""Scores of one series whose every figure can be worked out with a pencil.

As-of date Saturday 2026-10-31. Demand a before it: 2 on 2025-11-02, the first of the 364 days, 5 on
the day before that, 6 (4 served, 2 not) on Tuesday 2026-10-20, 3 on Tuesday 2026-10-27. Differences
from the week before, both days within the 364: |0 - 2| on 2025-11-09, 6 on 10-20, |3 - 6| on 10-27:
their sum is 11, of their squares 49, over 357 days.

                     yhat  interval of 80%   demand a   same weekday's last demand
Sunday 2026-11-01      3        1 to 4          2        0  (2026-10-25)
Tuesday 2026-11-03     1        0 to 2          0        3  (2026-10-27)
Sunday 2026-11-08      2        1 to 4          5        0  (2026-10-25, as 11-01 was not known)

Errors f - a are 1, 1 and -3; sum a = 7.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from analytics.accuracy.scoring import score_forecasts
from analytics.models import Forecast, ForecastAccuracy, ForecastAccuracyDaily, ForecastDrift
from core.errors import UpkeepError
from core.models import Item, Region, Site
from support.models import AuditLog, LoadRun
from tests.databases import session
from tests.support.factories import (
    AS_OF,
    COMPUTED_AT,
    a_forecast_run,
    a_load,
    a_site,
    an_item,
    calendar,
    demand,
)

pytestmark = pytest.mark.django_db

RUN, DEMAND_RUN = 1_000_002, 1_000_001  # beyond what the sequence gives in a test
UNTIL = date(2026, 11, 8)
FIGURES = {
    "first_day": date(2026, 11, 1),
    "last_day": date(2026, 11, 8),
    "cells": 3,
    "demand_cells": 2,
    "interval_cells": 3,
    "series": 1,
    "unscaled_series": 0,
    "actual": Decimal("7.0000"),
    "wape": Decimal("0.714286"),  # (1 + 1 + 3) / 7
    "mape": Decimal("0.550000"),  # (1/2 + 3/5) / 2
    "mape_coverage": Decimal("0.666667"),
    "bias": Decimal("-0.142857"),  # (1 + 1 - 3) / 7
    "mase": Decimal("54.090909"),  # 5/3 / (11/357)
    "rmsse": Decimal("5.168586"),  # root of 11/3 / (49/357) = root of 3927/147
    "interval_coverage": Decimal("0.666667"),
    "nominal_coverage": Decimal("0.800000"),
    "pinball_lower": Decimal("5.409091"),  # (0.1 * 1 + 0 + 0.1 * 4) / 3 / (11/357)
    "pinball_median": Decimal("27.045455"),  # half of mase
    "pinball_upper": Decimal("14.063636"),  # (0.1 * 2 + 0.1 * 2 + 0.9 * 1) / 3 / (11/357)
    "wape_naive": Decimal("1.428571"),  # (2 + 3 + 5) / 7
    "fva_naive": Decimal("0.714286"),  # 10/7 - 5/7
    "fva_zero": Decimal("0.285714"),  # 1 - 5/7
}


def forecast(
    item: Item,
    site: Site,
    day: date,
    *,
    yhat: int,
    within: tuple[int | None, int | None],
    horizon: int,
) -> None:
    calendar(day)
    lower, upper = within
    Forecast.objects.create(
        run_id=RUN, full_date=day, item=item, site=site, horizon_days=horizon,
        yhat=yhat, yhat_lower=lower, yhat_upper=upper, confidence_level=Decimal("0.8"),
        model_tag="ets_v1", as_of=AS_OF, computed_at=COMPUTED_AT,
    )  # fmt: skip


@pytest.fixture
def series() -> tuple[Item, Site]:
    """The series above, its demand known up to the Sunday, and forecasts of no account."""
    bahia = Region.objects.create(name="Bahia", state_code="BA")
    item, site = an_item(family="CABOS", abc_class="A"), a_site(region=bahia)
    demand(item, site, {date(2025, 11, 1): "5", date(2025, 11, 2): "2", date(2026, 10, 27): "3"})
    demand(item, site, {date(2026, 10, 20): "4"}, unfulfilled_quantity=Decimal(2))
    demand(item, site, {date(2026, 11, 1): "2"})
    demand(item, site, {date(2026, 11, 8): "3"}, unfulfilled_quantity=Decimal(2))
    a_load("demand", run_id=DEMAND_RUN, as_of=UNTIL)
    a_forecast_run(RUN)
    forecast(item, site, date(2026, 11, 1), yhat=3, within=(1, 4), horizon=7)
    forecast(item, site, date(2026, 11, 1), yhat=9, within=(8, 9), horizon=30)  # a larger horizon
    forecast(item, site, date(2026, 11, 3), yhat=1, within=(0, 2), horizon=7)
    forecast(item, site, date(2026, 11, 8), yhat=2, within=(1, 4), horizon=30)
    forecast(item, site, date(2026, 11, 9), yhat=70, within=(1, 90), horizon=30)  # still to come
    return item, site


def score(
    lead_bucket: str = "ALL", dimension: str = "ALL", segment: str = "ALL"
) -> ForecastAccuracy:
    return ForecastAccuracy.objects.get(
        forecast_run_id=RUN, lead_bucket=lead_bucket, dimension=dimension, segment=segment
    )


def figures(found: ForecastAccuracy) -> dict[str, object]:
    return {name: getattr(found, name) for name in FIGURES}


@pytest.mark.parametrize(
    ("dimension", "segment"),
    [
        ("ALL", "ALL"),
        ("SITE", "SSA-01"),
        ("REGION", "Bahia"),
        ("FAMILY", "CABOS"),
        ("ABC", "A"),
    ],
)
def test_every_figure_is_the_one_worked_out_above(
    series: tuple[Item, Site], dimension: str, segment: str
) -> None:
    score_forecasts()
    assert figures(score("ALL", dimension, segment)) == FIGURES


def test_lead_times_are_counted_from_the_as_of_date(series: tuple[Item, Site]) -> None:
    score_forecasts()
    whole = ForecastAccuracy.objects.filter(dimension="ALL").order_by("first_day", "-lead_bucket")
    assert {row.lead_bucket: (row.cells, row.wape) for row in whole} == {
        "1-7": (2, Decimal("1.000000")),  # (1 + 1) / 2
        "8-14": (1, Decimal("0.600000")),  # 3 / 5
        "ALL": (3, Decimal("0.714286")),
    }


def test_a_day_keeps_the_sums_that_any_period_follows_from(series: tuple[Item, Site]) -> None:
    score_forecasts()
    days = ForecastAccuracyDaily.objects.order_by("full_date").values_list(
        "full_date", "cells", "actual", "error", "absolute_error"
    )
    assert list(days) == [
        (date(2026, 11, 1), 1, 2, 1, 1),
        (date(2026, 11, 3), 1, 0, 1, 1),
        (date(2026, 11, 8), 1, 5, -3, 3),
    ]


def test_demand_after_the_day_asked_for_does_not_count(series: tuple[Item, Site]) -> None:
    scored = score_forecasts(until=date(2026, 11, 7))
    assert scored.until == date(2026, 11, 7)
    assert (score().last_day, score().wape) == (date(2026, 11, 3), Decimal("1.000000"))


def test_nothing_is_scored_beyond_the_demand_that_was_loaded(series: tuple[Item, Site]) -> None:
    assert score_forecasts(until=date(2026, 12, 31)).until == UNTIL
    assert score().cells == 3


def test_without_demand_what_is_divided_by_it_is_undefined(series: tuple[Item, Site]) -> None:
    item, _ = series
    other = a_site("SSA-02")
    forecast(item, other, date(2026, 11, 2), yhat=1, within=(None, 2), horizon=7)
    score_forecasts()
    found = score("ALL", "SITE", "SSA-02")
    undefined = [name for name in FIGURES if getattr(found, name) is None]
    assert undefined == [
        "wape", "mape", "bias", "mase", "rmsse", "interval_coverage", "nominal_coverage",
        "pinball_lower", "pinball_median", "pinball_upper", "wape_naive", "fva_naive", "fva_zero",
    ]  # fmt: skip
    assert (found.cells, found.interval_cells, found.unscaled_series) == (1, 0, 1)
    assert found.mape_coverage == 0


def test_a_series_without_a_scale_is_left_out_of_scaled_means(series: tuple[Item, Site]) -> None:
    item, _ = series
    forecast(item, a_site("SSA-02"), date(2026, 11, 2), yhat=1, within=(None, None), horizon=7)
    score_forecasts()
    whole = score()
    assert (whole.series, whole.unscaled_series) == (2, 1)
    assert (whole.mase, whole.rmsse) == (FIGURES["mase"], FIGURES["rmsse"])
    assert whole.wape == Decimal("0.857143")  # (5 + 1) / 7
    assert (whole.interval_cells, whole.interval_coverage) == (3, FIGURES["interval_coverage"])


def test_an_item_without_family_or_class_is_in_no_such_segment(series: tuple[Item, Site]) -> None:
    Item.objects.update(family=None, abc_class=None)
    score_forecasts()
    dimensions = ForecastAccuracy.objects.values_list("dimension", flat=True).distinct()
    assert sorted(dimensions) == ["ALL", "REGION", "SITE"]


def test_scoring_again_writes_nothing(series: tuple[Item, Site]) -> None:
    first = score_forecasts().runs[0]
    kept = list(ForecastAccuracy.objects.order_by("pk").values())
    again = score_forecasts().runs[0]
    assert (first.found, first.changed) == (18, 18)  # 3 lead times, 5 segments; 3 days
    assert (again.found, again.changed) == (18, 0)
    assert list(ForecastAccuracy.objects.order_by("pk").values()) == kept


def test_a_correction_of_demand_replaces_what_it_changes(series: tuple[Item, Site]) -> None:
    before = score_forecasts().runs[0]
    item, site = series
    demand(item, site, {date(2026, 11, 3): "1"})
    after = score_forecasts().runs[0]
    assert (before.found, after.found, after.changed) == (18, 18, 11)  # 1-7 and ALL; a day
    assert (score().actual, score().wape) == (8, Decimal("0.500000"))  # (1 + 0 + 3) / 8


def test_a_segment_that_is_no_more_goes(series: tuple[Item, Site]) -> None:
    score_forecasts()
    Item.objects.update(family="REDES")
    score_forecasts()
    families = ForecastAccuracy.objects.filter(dimension="FAMILY").values_list("segment", flat=True)
    assert set(families) == {"REDES"}


def test_a_dry_run_tells_and_keeps_nothing(series: tuple[Item, Site]) -> None:
    scored = score_forecasts(dry_run=True)
    assert [row.wape for row in scored.runs[0].overall] == [FIGURES["wape"]]
    assert not ForecastAccuracy.objects.exists()
    assert not LoadRun.objects.filter(dataset="accuracy").exists()


def test_it_is_recorded_as_a_run_and_audited(series: tuple[Item, Site]) -> None:
    score_forecasts()
    run = LoadRun.objects.get(dataset="accuracy")
    assert (run.rows_read, run.rows_loaded, run.as_of) == (18, 18, UNTIL)
    assert set(ForecastAccuracy.objects.values_list("run_id", flat=True)) == {run.run_id}
    assert AuditLog.objects.get(action="FORECASTS_SCORED").details == {"scored_runs": [RUN]}


def test_without_loaded_demand_nothing_is_scored(series: tuple[Item, Site]) -> None:
    LoadRun.objects.filter(dataset="demand").delete()
    scored = score_forecasts()
    assert (scored.until, scored.runs) == (None, ())


def test_a_run_that_is_not_there_is_refused(series: tuple[Item, Site]) -> None:
    with pytest.raises(UpkeepError, match="NO_RUN: there is no run 7 of forecasts"):
        score_forecasts(run_id=7)


def test_two_scorings_do_not_run_at_once(series: tuple[Item, Site]) -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, hashtext('accuracy'))", [0x4E4F5641])
        with pytest.raises(UpkeepError, match="LOCKED: another scoring is running"):
            score_forecasts()


def test_the_loader_may_score(series: tuple[Item, Site]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_loader")
    score_forecasts()
    drift = ForecastDrift.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert (drift.run_id, drift.wape_recent, drift.wape_before) == (RUN, FIGURES["wape"], None)
