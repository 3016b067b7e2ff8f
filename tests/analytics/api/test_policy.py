"""Policy, projected stock and features of an item, worked out by hand."""

from datetime import datetime, timedelta
from math import sqrt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.models import Features, ModelRun
from analytics.policy.computing import compute_policy
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    HERE,
    THERE,
    ago,
    fill_dimensions,
    forecast,
    order,
    stock,
    wanted_daily,
)
from tests.support.api import signed_in
from tests.support.factories import COMPUTED_AT, a_load, a_user, calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    fill_dimensions()
    return signed_in(a_user())


def ask(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def projection(client: Client, days: int = 4) -> dict[str, Any]:
    address = f"analytics/stock-projection?item_id={CABLE}&site_id={HERE}&days={days}"
    return ask(client, address)


def test_tells_the_policy_of_the_last_day_at_each_site(client: Client) -> None:
    for site in (THERE, HERE):
        wanted_daily(2, site=site)
        stock(12, site=site)
    compute_policy(day=DAY - timedelta(days=1))
    compute_policy(day=DAY)
    rows = ask(client, f"analytics/policies?item_id={CABLE}")["data"]
    assert [(row["site_code"], row["as_of"]) for row in rows] == [
        ("FSA", "2026-10-31"),
        ("SSA", "2026-10-31"),
    ]
    (row,) = ask(client, f"analytics/policies?item_id={CABLE}&site_id={HERE}")["data"]
    # 2 a day without noise, nobody's lead time known: 30 days, so 60 is the reorder point.
    told = [row[name] for name in ("mean_daily_demand", "lead_time_days", "reorder_point")]
    assert (told, row["current_stock"], row["lead_time_source"]) == ([2, 30, 60], 12, "DEFAULT")
    assert row["supplier_name"] is None


def test_projects_stock_by_forecast_and_promised_orders(client: Client) -> None:
    wanted_daily(1)
    stock(10)
    forecast([("3", "4", "6"), ("3", "4", "6"), ("3", "4", "6")])
    number = order(5, 7, due=-3)
    order(5, 100)  # promised for no day, so it is counted on none
    compute_policy(day=DAY)
    body = projection(client)
    # 10 - 4, - 8, - 12 + 7 in three days, and on the fourth the mean of 1 a day.
    assert [day["stock"] for day in body["data"]] == [6, 2, 5, 4]
    # A day's mean is 2 below its upper bound and 1 above its lower; roots of sums of squares.
    lower, upper = [6 - 2, 2 - sqrt(8), 5 - sqrt(12)], [6 + 1, 2 + sqrt(2), 5 + sqrt(3)]
    assert [day["stock_lower"] for day in body["data"][:3]] == pytest.approx(lower, abs=1e-4)
    assert [day["stock_upper"] for day in body["data"][:3]] == pytest.approx(upper, abs=1e-4)
    assert (body["data"][3]["stock_lower"], body["data"][3]["is_forecast"]) == (None, False)
    told = body["metadata"]
    assert told["stockout"] == {
        "earliest": ago(-2).isoformat(),  # 2 - 2.83 < 0
        "expected": None,
        "latest": None,
    }
    assert (told["band"], told["forecast_run_id"], told["as_of"]) == (
        "INDEPENDENT_DAYS", 100, "2026-10-31",
    )  # fmt: skip
    assert [(line["order_number"], line["quantity"]) for line in told["inbound"]] == [
        (number, 7),
        ("PO-1", 100),
    ]


def test_without_a_forecast_projects_the_mean_and_no_band(client: Client) -> None:
    wanted_daily(3)
    stock(7)
    compute_policy(day=DAY)
    body = projection(client)
    assert [day["stock"] for day in body["data"]] == [4, 1, -2, -5]
    assert (body["metadata"]["band"], body["metadata"]["confidence_level"]) == (None, None)
    assert body["metadata"]["stockout"] == {
        "earliest": None, "expected": ago(-3).isoformat(), "latest": None,
    }  # fmt: skip


def test_projects_nothing_where_stock_is_not_known(client: Client) -> None:
    wanted_daily(3)
    compute_policy(day=DAY)
    body = projection(client)
    assert (body["data"], body["metadata"]["current_stock"]) == ([], None)


def test_projects_nothing_of_an_item_without_a_policy(client: Client) -> None:
    body = projection(client)
    assert (body["data"], body["metadata"]["as_of"], body["metadata"]["inbound"]) == ([], None, [])


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (f"analytics/policies?item_id={CABLE}", 2),  # session, rows
        # session, policy, champion, days, orders
        (f"analytics/stock-projection?item_id={CABLE}&site_id={HERE}", 5),
        (f"features?item_id={CABLE}", 3),  # session, champion, rows
    ],
)
def test_asks_no_more_for_more_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    wanted_daily(1)
    stock(10)
    for number in range(3):
        order(number + 1, due=-3)
    compute_policy(day=DAY)
    features(DAY, None, DAY - timedelta(days=1), None)
    with django_assert_num_queries(queries):
        assert ask(client, address)["data"]


def features(*of: Any) -> None:
    """A champion run of features: day, site, day, site …"""
    a_load("features", run_id=300)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE analytics.features_300"
            " PARTITION OF analytics.features_store FOR VALUES IN (300)"
        )
    ModelRun.objects.create(
        run_id=300, dataset="features", status="CHAMPION", computed_at=COMPUTED_AT, row_count=0
    )
    for day, site in zip(of[::2], of[1::2], strict=True):
        calendar(day)
        Features.objects.create(
            run_id=300, full_date=day, item_id=CABLE, site_id=site, computed_at=COMPUTED_AT,
            features={"lag_7d": 120.5, "holiday": None},
        )  # fmt: skip


def test_tells_features_as_the_model_saw_them(client: Client) -> None:
    features(DAY, HERE, DAY - timedelta(days=1), None, DAY, THERE)
    body = ask(client, f"features?item_id={CABLE}&site_id={HERE}")
    assert [(row["full_date"], row["site_id"]) for row in body["data"]] == [
        ("2026-10-30", None),
        ("2026-10-31", HERE),
    ]
    assert body["data"][1]["features"] == {"lag_7d": 120.5, "holiday": None}
    assert datetime.fromisoformat(body["data"][1]["computed_at"]) == COMPUTED_AT
    assert body["metadata"]["run_id"] == 300


def test_narrows_features_to_a_window(client: Client) -> None:
    features(DAY, None, DAY - timedelta(days=1), None, DAY - timedelta(days=2), None)
    body = ask(client, f"features?item_id={CABLE}&start_date=2026-10-30&end_date=2026-10-30")
    assert [row["full_date"] for row in body["data"]] == ["2026-10-30"]


def test_has_no_features_before_the_first_publication(client: Client) -> None:
    body = ask(client, f"features?item_id={CABLE}")
    assert (body["data"], body["metadata"]["run_id"]) == ([], None)
