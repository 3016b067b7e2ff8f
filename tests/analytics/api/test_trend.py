"""Demand beside the champion's forecasts, and how good forecasts were, as they are served."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.models import ForecastAccuracy, KpiDaily, KpiSegmentDaily
from tests.support.api import signed_in
from tests.support.factories import (
    AS_OF,
    a_forecast_run,
    a_site,
    a_user,
    an_item,
    calendar,
    forecasts,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NEXT = AS_OF + timedelta(days=1)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def ask(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def demand_was(day: date, units: float, family: str | None = None) -> None:
    calendar(day)
    told = {"full_date": day, "run_id": 1, "computed_at": NOON}
    if family is None:
        KpiDaily.objects.create(total_demand=units, **told)
    else:
        KpiSegmentDaily.objects.create(
            dimension="FAMILY", segment=family, metrics={"total_demand": units}, **told
        )


def forecast_of_two_families() -> None:
    run = a_forecast_run()
    cable, fuse = an_item("CAB", family="CABOS"), an_item("FUS", family="FUSIVEIS")
    here, there = a_site("S1"), a_site("S2")
    forecasts(run, cable, here, [NEXT], horizon=7, yhat="5")
    forecasts(run, cable, here, [NEXT], horizon=30, yhat="50")  # of two horizons the smaller
    forecasts(run, cable, there, [NEXT], yhat="3")
    forecasts(run, fuse, here, [NEXT], yhat="2")


def test_shows_demand_and_the_sum_of_forecasts_day_by_day(client: Client) -> None:
    forecast_of_two_families()
    demand_was(AS_OF, 9)
    demand_was(NEXT, 11)  # came after the forecast, which is shown beside it
    body = ask(client, "analytics/demand-trend?days=7&ahead=1")
    assert len(body["data"]) == 8
    assert body["data"][-4:] == [
        {"full_date": "2026-10-30", "actual": None, "forecast": None},
        {"full_date": "2026-10-31", "actual": 9, "forecast": None},
        {"full_date": "2026-11-01", "actual": 11, "forecast": 5 + 3 + 2},
        {"full_date": "2026-11-02", "actual": None, "forecast": None},
    ]
    told = body["metadata"]
    assert (told["demand_as_of"], told["as_of"], told["run_id"]) == (
        "2026-11-01", "2026-10-31", 100,
    )  # fmt: skip


def test_narrows_demand_and_forecasts_to_a_segment(client: Client) -> None:
    forecast_of_two_families()
    demand_was(AS_OF, 4, family="CABOS")
    body = ask(client, "analytics/demand-trend?dimension=FAMILY&segment=CABOS&days=7&ahead=1")
    assert [(day["actual"], day["forecast"]) for day in body["data"][-2:]] == [(4, None), (None, 8)]


def test_without_a_run_there_is_no_forecast(client: Client) -> None:
    demand_was(AS_OF, 4)
    body = ask(client, "analytics/demand-trend?days=7&ahead=0")
    assert body["data"][-1] == {"full_date": "2026-10-31", "actual": 4, "forecast": None}
    assert body["metadata"]["run_id"] is None


def scored(run_id: int, bucket: str, dimension: str = "ALL", segment: str = "ALL") -> None:
    ForecastAccuracy.objects.create(
        forecast_run_id=run_id, model_tag="ets_v1", lead_bucket=bucket, dimension=dimension,
        segment=segment, first_day=AS_OF, last_day=AS_OF, cells=10, demand_cells=4,
        interval_cells=10, series=2, unscaled_series=0, actual=40, wape="0.5", wape_naive="0.75",
        fva_naive="0.25", fva_zero="0.5", mape_coverage="0.4", interval_coverage="0.9",
        nominal_coverage="0.95", run_id=1,
    )  # fmt: skip


def test_tells_how_good_the_newest_scored_run_was(client: Client) -> None:
    for run_id in (100, 101):
        scored(run_id, "ALL")
        scored(run_id, "1-7")
    scored(101, "ALL", "FAMILY", "CABOS")
    body = ask(client, "forecasts/accuracy")
    found = [(row["forecast_run_id"], row["lead_bucket"]) for row in body["data"]]
    assert sorted(found) == [(101, "1-7"), (101, "ALL")]
    (row,) = ask(client, "forecasts/accuracy?run_id=100&lead_bucket=ALL")["data"]
    figures = ("wape", "wape_naive", "fva_naive", "fva_zero", "interval_coverage", "mape")
    assert [row[name] for name in figures] == [0.5, 0.75, 0.25, 0.5, 0.9, None]
    (family,) = ask(client, "forecasts/accuracy?dimension=FAMILY&segment=CABOS")["data"]
    assert family["segment"] == "CABOS"


def test_before_the_first_scoring_nothing_is_told(client: Client) -> None:
    body = ask(client, "forecasts/accuracy")
    assert (body["data"], body["metadata"]["run_id"]) == ([], None)


def test_lists_runs_the_newest_first(client: Client) -> None:
    a_forecast_run(100, status="RETIRED")
    a_forecast_run(101)
    rows = ask(client, "forecasts/runs")["data"]
    assert [(row["run_id"], row["status"], row["as_of"]) for row in rows] == [
        (101, "CHAMPION", "2026-10-31"),
        (100, "RETIRED", "2026-10-31"),
    ]
    assert rows[0]["computed_at"] == "2026-11-01T05:00:00Z"


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # session, last day, days, champion, forecasts
        ("analytics/demand-trend?days=7", 5),
        ("forecasts/accuracy", 3),  # session, newest run, rows
        ("forecasts/runs", 2),  # session, rows
    ],
)
def test_asks_no_more_for_more_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    forecast_of_two_families()
    demand_was(AS_OF, 9)
    scored(100, "ALL")
    with django_assert_num_queries(queries):
        assert ask(client, address)["data"]
