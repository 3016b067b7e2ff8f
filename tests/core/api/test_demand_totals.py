"""Demand summed by day, week and month, of several items and sites."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from core.models import Region, Site
from tests.support.api import signed_in
from tests.support.factories import a_load, a_site, a_user, an_item, demand, limited_to

pytestmark = pytest.mark.django_db
TOTALS = "/api/v1/demand/totals?start_date=2026-09-01&end_date=2026-10-31"
SUNDAY, MONDAY, LATER = date(2026, 9, 27), date(2026, 9, 28), date(2026, 10, 1)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def wanted() -> dict[str, int]:
    """Cable at two sites and fuses at one: 28 September is a Monday, 1 October the same week."""
    cable = an_item("CAB", family="CABOS", abc_class="A")
    fuse = an_item("FUS", family="ENERGIA", abc_class="B")
    here = a_site("HERE", region=Region.objects.create(name="Bahia"))
    there = a_site("THERE")
    a_load("demand")
    demand(cable, here, {SUNDAY: "1", MONDAY: "2", LATER: "4"})
    demand(cable, there, {MONDAY: "8"}, unfulfilled_quantity=3)
    demand(fuse, here, {MONDAY: "16"})
    return {
        "cable": cable.item_id,
        "fuse": fuse.item_id,
        "here": here.site_id,
        "there": there.site_id,
        "bahia": here.region_id or 0,
    }


def told(client: Client, query: str, ids: dict[str, int]) -> list[tuple[Any, ...]]:
    answer = client.get(f"{TOTALS}&{query.format(**ids)}")
    assert answer.status_code == 200, answer.content
    names = {number: name for name, number in ids.items() if name in {"here", "there"}}
    items = {ids["cable"]: "cable", ids["fuse"]: "fuse"}
    return [
        (
            row["first_date"][5:],
            items.get(row["item_id"]),
            names.get(row["site_id"]),
            row["quantity"],
        )
        for row in answer.json()["data"]
    ]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("item_id={cable}", [("09-27", 1), ("09-28", 10), ("10-01", 4)]),
        ("item_id={cable},{fuse}", [("09-27", 1), ("09-28", 26), ("10-01", 4)]),
        ("item_id={cable}&bucket=week", [("09-21", 1), ("09-28", 14)]),
        ("item_id={cable}&bucket=month", [("09-01", 11), ("10-01", 4)]),
        ("family=ENERGIA", [("09-28", 16)]),
        ("abc_class=A,B&site_id={there}", [("09-28", 8)]),
        ("region_id={bahia}&bucket=month", [("09-01", 19), ("10-01", 4)]),
        ("family=NONE", []),
    ],
)
def test_sums_what_is_asked_for(
    client: Client, wanted: dict[str, int], query: str, rows: list[tuple[str, float]]
) -> None:
    assert [(day, units) for day, _, _, units in told(client, query, wanted)] == rows


def test_tells_a_series_for_each_part(client: Client, wanted: dict[str, int]) -> None:
    month = "bucket=month&item_id={cable},{fuse}"
    assert told(client, f"{month}&by=item", wanted) == [
        ("09-01", "cable", None, 11), ("09-01", "fuse", None, 16), ("10-01", "cable", None, 4),
    ]  # fmt: skip
    assert told(client, f"{month}&by=site", wanted) == [
        ("09-01", None, "here", 19), ("09-01", None, "there", 8), ("10-01", None, "here", 4),
    ]  # fmt: skip
    assert told(client, f"{month}&by=pair&site_id={{there}}", wanted) == [
        ("09-01", "cable", "there", 8)
    ]


def test_tells_what_was_missed_only_where_a_row_tells(
    client: Client, wanted: dict[str, int]
) -> None:
    answer = client.get(f"{TOTALS}&item_id={wanted['cable']}&bucket=month")
    assert answer.json()["data"] == [
        {
            "first_date": "2026-09-01",
            "item_id": None,
            "site_id": None,
            "quantity": 11,
            "unfulfilled_quantity": 3,
            "demand_days": 2,  # the 27th and the 28th
        },
        {
            "first_date": "2026-10-01",
            "item_id": None,
            "site_id": None,
            "quantity": 4,
            "unfulfilled_quantity": None,
            "demand_days": 1,
        },
    ]
    assert answer.json()["metadata"] == {
        "total_count": 2,
        "bucket": "month",
        "by": "total",
        "data_as_of": "2026-10-31",
    }


def test_sums_for_whoever_is_limited_the_own_sites_alone(wanted: dict[str, int]) -> None:
    local = signed_in(limited_to(Site.objects.get(code="THERE")))
    assert told(local, "item_id={cable}&bucket=month", wanted) == [("09-01", None, None, 8)]
