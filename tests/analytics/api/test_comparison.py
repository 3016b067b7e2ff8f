"""Forecasts side by side and added up, as they are served."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.models import Forecast, ForecastAccuracy, ModelRun
from core.models import Item, Site
from tests.support.api import signed_in
from tests.support.factories import (
    AS_OF,
    COMPUTED_AT,
    a_forecast_run,
    a_load,
    a_site,
    a_user,
    an_item,
    forecasts,
)

pytestmark = pytest.mark.django_db
DAY_1, DAY_2 = date(2026, 11, 1), date(2026, 11, 2)
DAY_8 = AS_OF + timedelta(days=8)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def pairs() -> tuple[Item, Item, Site]:
    return an_item("CAB", family="CABOS"), an_item("FUS", family="FUSIVEIS"), a_site("S1")


def ask(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/forecasts/{address}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def compared(client: Client, pairs: tuple[Item, Item, Site], query: str = "") -> dict[str, Any]:
    cable, fuse, site = pairs
    ids = f"item_id={cable.pk},{fuse.pk}&site_id={site.pk}"
    return ask(client, f"compare?{ids}&{query}")


def brief(body: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (one["sku"], one["run_id"], [(p["full_date"][-2:], p["yhat"]) for p in one["points"]])
        for one in body["data"]
    ]


def test_tells_each_series_with_its_run_model_and_day(
    client: Client, pairs: tuple[Item, Item, Site]
) -> None:
    forecasts(a_forecast_run(), pairs[0], pairs[2], [DAY_1], yhat="10.5")
    body = compared(client, pairs)
    assert body["data"] == [
        {
            "item_id": pairs[0].pk, "sku": "CAB", "item_name": "Item CAB", "unit_measure": "UN",
            "site_id": pairs[2].pk, "site_code": "S1", "site_name": "Site S1",
            "run_id": 100, "run_status": "CHAMPION", "model_tag": "ets_v1",
            "as_of": "2026-10-31", "computed_at": "2026-11-01T05:00:00Z",
            "points": [{
                "full_date": "2026-11-01", "yhat": 10.5, "yhat_lower": 8.5, "yhat_upper": 12.5,
                "confidence_level": 0.8, "horizon_days": 30,
            }],
        }
    ]  # fmt: skip
    # 366 days from the day after the run's last one: 2027 has no leap day.
    assert body["metadata"] == {
        "total_count": 1, "start_date": "2026-11-01", "end_date": "2027-11-01",
        "runs": [{
            "run_id": 100, "status": "CHAMPION", "model_tag": "ets_v1", "as_of": "2026-10-31",
            "computed_at": "2026-11-01T05:00:00Z", "dropped_at": None,
        }],
    }  # fmt: skip


def test_sets_runs_beside_each_other_and_reads_the_champion_unless_asked(
    client: Client, pairs: tuple[Item, Item, Site]
) -> None:
    champion, other = a_forecast_run(100), a_forecast_run(101, status="CANDIDATE")
    for item, yhat in ((pairs[0], "10"), (pairs[1], "3")):
        forecasts(champion, item, pairs[2], [DAY_1, DAY_2], yhat=yhat)
    forecasts(other, pairs[0], pairs[2], [DAY_1], yhat="20")
    champions = [("CAB", 100, [("01", 10), ("02", 10)]), ("FUS", 100, [("01", 3), ("02", 3)])]
    assert brief(compared(client, pairs)) == champions
    both = compared(client, pairs, "run_id=100,101")
    assert brief(both) == [champions[0], ("CAB", 101, [("01", 20)]), champions[1]]
    assert [run["run_id"] for run in both["metadata"]["runs"]] == [100, 101]


def test_takes_the_smallest_of_several_horizons_of_a_day(
    client: Client, pairs: tuple[Item, Item, Site]
) -> None:
    run = a_forecast_run()
    forecasts(run, pairs[0], pairs[2], [DAY_1, DAY_2], horizon=30, yhat="30")
    forecasts(run, pairs[0], pairs[2], [DAY_1], horizon=7, yhat="7")
    assert brief(compared(client, pairs)) == [("CAB", 100, [("01", 7), ("02", 30)])]


def test_narrows_by_model_and_by_day(client: Client, pairs: tuple[Item, Item, Site]) -> None:
    run = a_forecast_run()
    for item in pairs[:2]:
        forecasts(run, item, pairs[2], [DAY_1, DAY_2])
    Forecast.objects.filter(run_id=100, item=pairs[1]).update(model_tag="sba_v2")
    found = brief(compared(client, pairs, "model_tag=sba_v2&start_date=2026-11-02"))
    assert found == [("FUS", 100, [("02", 10)])]
    assert brief(compared(client, pairs, "end_date=2026-11-01&model_tag=ets_v1")) == [
        ("CAB", 100, [("01", 10)])
    ]
    assert compared(client, pairs, "model_tag=other")["data"] == []


def test_a_run_that_is_not_there_or_has_no_forecasts_is_not_told(
    client: Client, pairs: tuple[Item, Item, Site]
) -> None:
    a_load("features", run_id=7)
    ModelRun.objects.create(
        run_id=7, dataset="features", status="CHAMPION", computed_at=COMPUTED_AT, row_count=0
    )
    for query in ("", "run_id=7", "run_id=99"):
        body = compared(client, pairs, query)
        assert (body["data"], body["metadata"]) == (
            [],
            {"total_count": 0, "start_date": None, "end_date": None, "runs": []},
        )


def a_file(client: Client, address: str) -> list[list[str]]:
    answer = client.get(f"/api/v1/forecasts/{address}&format=csv")
    lines = csv.reader(io.StringIO(b"".join(answer).decode()))
    return [line for line in lines if not line[0].startswith("# ")]


def test_a_file_has_a_row_for_each_day_of_each_series(
    client: Client, pairs: tuple[Item, Item, Site]
) -> None:
    run = a_forecast_run()
    for item in pairs[:2]:
        forecasts(run, item, pairs[2], [DAY_1, DAY_2], yhat="10.5")
    ids = f"item_id={pairs[0].pk},{pairs[1].pk}&site_id={pairs[2].pk}"
    titles, *rows = a_file(client, f"compare?{ids}")
    found = [(row[titles.index("SKU")], row[titles.index("Day")]) for row in rows]
    assert found == [
        ("CAB", "2026-11-01"), ("CAB", "2026-11-02"), ("FUS", "2026-11-01"), ("FUS", "2026-11-02"),
    ]  # fmt: skip
    assert {row[titles.index("Forecast")] for row in rows} == {"10.5"}
    assert a_file(client, "compare?item_id=0&site_id=0") == [titles]


def three_sites_of_cables(run: ModelRun) -> None:
    """On the first day 5 + 3 of cables at two sites and 2 of fuses at one; 4 on the eighth."""
    cable, fuse = an_item("CAB", family="CABOS"), an_item("FUS", family="FUSIVEIS")
    here, there = a_site("S1"), a_site("S2")
    forecasts(run, cable, here, [DAY_1], horizon=7, yhat="5")
    forecasts(run, cable, here, [DAY_1], horizon=30, yhat="50")  # of two horizons the smaller
    forecasts(run, cable, there, [DAY_1], yhat="3")
    forecasts(run, fuse, here, [DAY_1], yhat="2")
    forecasts(run, cable, here, [DAY_8], yhat="4")


def scored(run_id: int, bucket: str, *, wape: str | None, bias: str, actual: int) -> None:
    ForecastAccuracy.objects.create(
        forecast_run_id=run_id, model_tag="ets_v1", lead_bucket=bucket, dimension="FAMILY",
        segment="CABOS", first_day=DAY_1, last_day=DAY_2, cells=14, demand_cells=4,
        interval_cells=0, series=2, unscaled_series=0, actual=actual, wape=wape, bias=bias,
        mape_coverage=1, run_id=1,
    )  # fmt: skip


def test_adds_up_the_item_sites_of_each_segment(client: Client) -> None:
    three_sites_of_cables(a_forecast_run())
    body = ask(client, "totals?dimension=FAMILY&segment=CABOS,FUSIVEIS,NONE")
    found = {
        one["segment"]: [(p["full_date"], p["yhat"], p["item_sites"]) for p in one["points"]]
        for one in body["data"]
    }
    assert found == {
        "CABOS": [("2026-11-01", 8, 2), ("2026-11-08", 4, 1)],
        "FUSIVEIS": [("2026-11-01", 2, 1)],
    }
    told = body["metadata"]
    assert (told["run_id"], told["as_of"], told["total_count"]) == (100, "2026-10-31", 2)
    by_site = ask(client, "totals?dimension=SITE&segment=S1&end_date=2026-11-01")
    assert [p["yhat"] for p in by_site["data"][0]["points"]] == [7]


def test_bounds_the_mean_error_of_a_sum_by_what_was_measured_of_its_parts(
    client: Client,
) -> None:
    a_forecast_run(90, status="RETIRED")
    three_sites_of_cables(a_forecast_run(100))
    # The parts missed 0.5 x 40 = 20 units together, of 40 x (1 - 0.2) = 32 that were foreseen: of
    # 8 foreseen a sum misses by at most 8 x 20 / 32 = 5.
    scored(90, "1-7", wape="0.5", bias="-0.2", actual=40)
    (cables,) = ask(client, "totals?dimension=FAMILY&segment=CABOS")["data"]
    assert [(p["lead_bucket"], p["mean_error_at_most"]) for p in cables["points"]] == [
        ("1-7", 5), ("8-14", None),
    ]  # fmt: skip
    assert cables["measured_errors"] == [
        {
            "lead_bucket": "1-7", "error_share": 0.625, "measured_run_id": 90,
            "first_day": "2026-11-01", "last_day": "2026-11-02", "cells": 14,
        }
    ]  # fmt: skip


def test_measures_by_the_newest_run_of_the_model_up_to_the_one_that_is_shown(
    client: Client,
) -> None:
    a_forecast_run(80, status="RETIRED")
    a_forecast_run(90, status="RETIRED", model_tag="other")
    three_sites_of_cables(a_forecast_run(100))
    a_forecast_run(110, status="CANDIDATE")
    for run_id, wape in ((80, "0.1"), (90, "0.2"), (110, "0.4")):
        scored(run_id, "1-7", wape=wape, bias="0", actual=10)
    scored(100, "1-7", wape=None, bias="0", actual=0)  # nothing was wanted: nothing to go by
    (cables,) = ask(client, "totals?dimension=FAMILY&segment=CABOS")["data"]
    assert [(e["measured_run_id"], e["error_share"]) for e in cables["measured_errors"]] == [
        (80, 0.1)
    ]
    (later,) = ask(client, "totals?dimension=FAMILY&segment=CABOS&run_id=100")["data"]
    assert later == cables


def test_without_a_run_nothing_is_added_up(client: Client) -> None:
    body = ask(client, "totals?dimension=FAMILY&segment=CABOS")
    assert (body["data"], body["metadata"]["run_id"]) == ([], None)
    a_forecast_run()
    assert ask(client, "totals?dimension=FAMILY&segment=CABOS&run_id=7")["data"] == []


def test_a_file_of_totals_has_a_row_for_each_segment_and_day(client: Client) -> None:
    three_sites_of_cables(a_forecast_run())
    titles, *rows = a_file(client, "totals?dimension=FAMILY&segment=CABOS,FUSIVEIS")
    assert titles == [
        "Segment", "Day", "Forecast", "Item-sites", "Lead bucket", "Mean error, at most",
    ]  # fmt: skip
    assert [row[:3] for row in rows] == [
        ["CABOS", "2026-11-01", "8.0"], ["CABOS", "2026-11-08", "4.0"],
        ["FUSIVEIS", "2026-11-01", "2.0"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("compare?item_id={items}&site_id={sites}", 3),  # session, champion, rows
        ("compare?item_id={items}&site_id={sites}&run_id=100,101", 3),
        ("totals?dimension=FAMILY&segment=CABOS,FUSIVEIS", 4),  # session, champion, sums, errors
    ],
)
def test_asks_no_more_for_more_series(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    three_sites_of_cables(a_forecast_run())
    ids = {
        "items": ",".join(str(one) for one in Item.objects.values_list("pk", flat=True)),
        "sites": ",".join(str(one) for one in Site.objects.values_list("pk", flat=True)),
    }
    with django_assert_num_queries(queries):
        assert len(ask(client, address.format(**ids))["data"]) > 1
