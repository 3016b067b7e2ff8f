"""The first page's KPIs: a period beside the one before, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.kpis.cards import CARDS
from analytics.models import KpiDaily, KpiSegmentDaily
from support import audit
from support.models import DataVersion
from tests.support.api import signed_in
from tests.support.factories import a_load, a_user, calendar

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 20)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def ask(client: Client, query: str = "days=7") -> dict[str, Any]:
    answer = client.get(f"/api/v1/analytics/summary?{query}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def card(client: Client, kpi: str, query: str = "days=7") -> dict[str, Any]:
    (found,) = [row for row in ask(client, query)["data"] if row["kpi"] == kpi]
    return dict(found)


def a_day(ago: int, **figures: Any) -> None:
    day = LAST - timedelta(days=ago)
    calendar(day)
    KpiDaily.objects.create(full_date=day, run_id=5, computed_at=NOON, **figures)


def test_holds_a_rate_against_the_days_before_and_its_target(client: Client) -> None:
    for ago, rate in enumerate(("0.04", "0.02", "0.03")):
        a_day(ago, stockout_rate=rate)
    a_day(7, stockout_rate="0.05")  # the last day of the seven before
    told = card(client, "stockout_rate")
    # (0.04 + 0.02 + 0.03) / 3 = 0.03, not below 0.03; 0.03 - 0.05 = -0.02, and less is better.
    assert (told["value"], told["previous"], told["change"]) == (0.03, 0.05, -0.02)
    assert (told["trend"], told["value_days"], told["reason"]) == ("BETTER", 3, None)
    assert (told["target"]["target"], told["target"]["is_met"]) == (0.03, False)
    assert told["latest"] == {"full_date": "2026-11-20", "value": 0.04}
    assert [point["value"] for point in told["series"]] == [0.03, 0.02, 0.04]


def test_weighs_errors_of_forecasts_by_the_demand_they_are_ratios_to(client: Client) -> None:
    a_day(0, total_demand=30, forecast_wape="0.2", forecast_bias="-0.1", fill_rate="0.9")
    a_day(1, total_demand=10, forecast_wape="0.6", forecast_bias="0.1", fill_rate="0.5")
    a_day(2, forecast_wape="9", reasons={"total_demand": "NO_DEMAND"})  # weighs nothing
    told = {name: card(client, name)["value"] for name in ("forecast_wape", "forecast_bias")}
    # (0.2 x 30 + 0.6 x 10) / 40 = 0.3; (-0.1 x 30 + 0.1 x 10) / 40 = -0.05
    assert told == {"forecast_wape": 0.3, "forecast_bias": -0.05}
    assert card(client, "fill_rate")["value"] == 0.8  # (0.9 x 30 + 0.5 x 10) / 40


def test_tells_of_stock_what_the_last_day_that_counted_it_says(client: Client) -> None:
    a_day(0, reasons={"total_inventory_value": "NO_INVENTORY"})
    a_day(1, total_inventory_value="900.50")
    a_day(8, total_inventory_value="1000.50")
    told = card(client, "total_inventory_value")
    assert (told["value"], told["change"], told["trend"]) == (900.5, -100, "BETTER")
    assert told["latest"]["full_date"] == "2026-11-19"


def test_a_bias_is_better_the_nearer_it_is_to_nothing(client: Client) -> None:
    a_day(0, total_demand=1, forecast_bias="-0.3")
    a_day(7, total_demand=1, forecast_bias="0.1")
    assert card(client, "forecast_bias")["trend"] == "WORSE"


def test_says_why_a_figure_is_missing(client: Client) -> None:
    a_day(0, stockout_rate="0.1", reasons={"forecast_mape": "NO_FORECAST"})
    told = card(client, "forecast_mape")
    assert [told[name] for name in ("value", "change", "trend", "latest")] == [None] * 4
    assert (told["reason"], told["target"]["is_met"]) == ("NO_FORECAST", None)


def test_before_the_first_night_every_card_says_that_nothing_was_worked_out(client: Client) -> None:
    body = ask(client)
    assert [row["kpi"] for row in body["data"]] == list(CARDS)
    assert {row["reason"] for row in body["data"]} == {"NOT_COMPUTED"}
    assert (body["metadata"]["as_of"], body["metadata"]["run_id"]) == (None, None)


def test_tells_the_period_and_the_run_it_comes_from(client: Client) -> None:
    a_load("kpis", run_id=5)
    audit.record(actor="loader", action="KPIS_COMPUTED")
    a_day(0, total_demand=1)
    assert ask(client)["metadata"] == {
        "total_count": len(CARDS),
        "as_of": "2026-11-20",
        "first_day": "2026-11-14",
        "previous_first_day": "2026-11-07",
        "days": 7,
        "dimension": None,
        "segment": None,
        "run_id": 5,
        "computed_at": "2026-11-21T12:00:00Z",
        "data_version": DataVersion.objects.number(),
    }


def test_narrows_to_a_segment_and_its_own_target(client: Client) -> None:
    a_day(0, stockout_rate="0.5")
    for segment, rate in (("A", 0.01), ("B", 0.2)):
        KpiSegmentDaily.objects.create(
            full_date=LAST, dimension="ABC", segment=segment, metrics={"stockout_rate": rate},
            run_id=5, computed_at=NOON,
        )  # fmt: skip
    told = card(client, "stockout_rate", "days=7&dimension=ABC&segment=A")
    assert (told["value"], told["target"]["target"], told["target"]["is_met"]) == (0.01, 0.02, True)


def test_ends_on_the_day_asked_for(client: Client) -> None:
    a_day(0, total_demand=8)
    a_day(1, total_demand=4)
    assert card(client, "total_demand", "days=7&end_date=2026-11-19")["value"] == 4


def test_asks_five_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for ago in range(14):
        a_day(ago, total_demand=1)
    with django_assert_num_queries(5):  # session, version, last day, days, targets
        ask(client)
