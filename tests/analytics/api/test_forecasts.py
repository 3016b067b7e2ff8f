"""The champion run's forecasts."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.models import ModelRun
from core.models import Item, Site
from tests.support.api import signed_in
from tests.support.factories import a_forecast_run, a_site, a_user, an_item, forecasts

pytestmark = pytest.mark.django_db
DAY_1, DAY_2, DAY_3 = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)
NOTHING_YET = {"run_id": None, "as_of": None, "model_tag": None, "computed_at": None}


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def pair() -> tuple[Item, Site]:
    return an_item(), a_site()


def ask(client: Client, pair: tuple[Item, Site], query: str = "") -> dict[str, Any]:
    item, site = pair
    answer = client.get(f"/api/v1/forecasts?item_id={item.item_id}&site_id={site.site_id}&{query}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def test_has_nothing_to_say_before_the_first_publication(
    client: Client, pair: tuple[Item, Site]
) -> None:
    body = ask(client, pair)
    assert body["data"] == []
    assert {name: body["metadata"][name] for name in NOTHING_YET} == NOTHING_YET
    assert body["metadata"]["total_count"] == 0


def test_tells_each_point_and_the_run_it_comes_from(
    client: Client, pair: tuple[Item, Site]
) -> None:
    run = a_forecast_run(100)
    forecasts(run, *pair, [DAY_1], yhat="10.5")
    body = ask(client, pair)
    assert body["data"] == [
        {
            "full_date": "2026-11-01",
            "yhat": 10.5,
            "yhat_lower": 8.5,
            "yhat_upper": 12.5,
            "model_tag": "ets_v1",
            "horizon_days": 30,
            "confidence_level": 0.8,
        }
    ]
    assert body["metadata"] == {
        "item_id": pair[0].item_id,
        "site_id": pair[1].site_id,
        "run_id": 100,
        "as_of": "2026-10-31",
        "model_tag": "ets_v1",
        "computed_at": "2026-11-01T05:00:00Z",
        "total_count": 1,
        "limit": 100,
        "offset": 0,
        "page": 1,
    }


def test_reads_the_champion_alone_and_follows_the_pointer(
    client: Client, pair: tuple[Item, Site]
) -> None:
    old, new = a_forecast_run(100), a_forecast_run(101, status="CANDIDATE")
    forecasts(old, *pair, [DAY_1, DAY_2], yhat="10")
    forecasts(new, *pair, [DAY_1], yhat="20")
    assert [point["yhat"] for point in ask(client, pair)["data"]] == [10, 10]
    ModelRun.objects.filter(pk=old.pk).update(status="RETIRED")
    ModelRun.objects.filter(pk=new.pk).update(status="CHAMPION")
    body = ask(client, pair)
    assert ([point["yhat"] for point in body["data"]], body["metadata"]["run_id"]) == ([20], 101)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [("01", 7), ("01", 30), ("02", 7), ("02", 30), ("03", 30)]),
        ("horizon=7", [("01", 7), ("02", 7)]),
        ("horizon=30", [("01", 30), ("02", 30), ("03", 30)]),
        ("horizon=8", []),
        ("start_date=2026-11-02", [("02", 7), ("02", 30), ("03", 30)]),
        ("end_date=2026-11-01", [("01", 7), ("01", 30)]),
        ("start_date=2026-11-02&end_date=2026-11-02&horizon=30", [("02", 30)]),
        ("limit=2&offset=1", [("01", 30), ("02", 7)]),
    ],
)
def test_orders_by_day_and_horizon_and_narrows(
    client: Client, pair: tuple[Item, Site], query: str, found: list[tuple[str, int]]
) -> None:
    run = a_forecast_run()
    forecasts(run, *pair, [DAY_1, DAY_2, DAY_3], horizon=30)
    forecasts(run, *pair, [DAY_1, DAY_2], horizon=7)
    forecasts(run, an_item("OTHER"), pair[1], [DAY_1])
    points = ask(client, pair, query)["data"]
    assert [(point["full_date"][-2:], point["horizon_days"]) for point in points] == found


@pytest.mark.parametrize(("query", "queries"), [("", 3), ("limit=1", 4)])
def test_reads_forecasts_in_three_queries_and_counts_a_full_page(
    client: Client,
    pair: tuple[Item, Site],
    django_assert_num_queries: DjangoAssertNumQueries,
    query: str,
    queries: int,
) -> None:
    forecasts(a_forecast_run(), *pair, [DAY_1, DAY_2])
    with django_assert_num_queries(queries):  # session and user, champion, rows, count
        assert ask(client, pair, query)["metadata"]["total_count"] == 2
