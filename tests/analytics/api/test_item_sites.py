"""Where an item is used or forecast."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.models import Region
from tests.support.api import signed_in
from tests.support.factories import (
    AS_OF,
    a_forecast_run,
    a_load,
    a_site,
    a_user,
    an_item,
    demand,
    forecasts,
)

pytestmark = pytest.mark.django_db
AHEAD = date(2026, 11, 1)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def test_lists_sites_with_demand_or_a_forecast_the_busiest_first(client: Client) -> None:
    item, region = an_item(), Region.objects.create(name="Bahia", state_code="BA")
    quiet = a_site("QUIET", region=region, data_quality_note="DEPOT_UNRELIABLE")
    busy, forecast_only = a_site("BUSY"), a_site("AHEAD")
    a_site("UNUSED")
    demand(item, quiet, {AS_OF: "1"})
    demand(item, busy, {AS_OF - timedelta(days=1): "1", AS_OF: "2"})
    forecasts(a_forecast_run(), item, forecast_only, [AHEAD])
    a_load()
    body = client.get(f"/api/v1/items/{item.item_id}/sites").json()
    assert [(row["code"], row["demand_days"], row["has_forecast"]) for row in body["data"]] == [
        ("BUSY", 2, False),
        ("QUIET", 1, False),
        ("AHEAD", 0, True),
    ]
    assert body["data"][1] == {
        "site_id": quiet.site_id,
        "code": "QUIET",
        "name": "Site QUIET",
        "site_type": "TOWER",
        "region": "Bahia",
        "demand_days": 1,
        "last_demand_date": "2026-10-31",
        "has_forecast": False,
        "data_quality_note": "DEPOT_UNRELIABLE",
    }
    assert body["metadata"] == {"total_count": 3}


def test_counts_days_of_the_365_up_to_the_last_loaded_day(client: Client) -> None:
    item, site = an_item(), a_site()
    inside, outside = AS_OF - timedelta(days=364), AS_OF - timedelta(days=365)
    demand(item, site, {outside: "1", inside: "1", AS_OF: "0", AS_OF + timedelta(days=1): "1"})
    a_load()
    (row,) = client.get(f"/api/v1/items/{item.item_id}/sites").json()["data"]
    assert row["demand_days"] == 1


def test_leaves_out_a_forecast_of_a_run_that_is_not_the_champion(client: Client) -> None:
    item, site = an_item(), a_site()
    forecasts(a_forecast_run(status="RETIRED"), item, site, [AHEAD])
    assert client.get(f"/api/v1/items/{item.item_id}/sites").json()["data"] == []


def test_asks_five_questions_whatever_the_number_of_sites(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = an_item()
    for number in range(5):
        demand(item, a_site(f"S{number}"), {AS_OF: "1"})
    a_load()
    with django_assert_num_queries(5):  # session and user, item, champion, last load, rows
        body = client.get(f"/api/v1/items/{item.item_id}/sites").json()
    assert len(body["data"]) == 5
