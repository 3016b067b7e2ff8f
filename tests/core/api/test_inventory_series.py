"""The series of stock of an item at a site."""

from datetime import date

import pytest
from django.test import Client

from tests.support.api import signed_in
from tests.support.factories import a_load, a_site, a_user, an_item, limited_to, stocks

pytestmark = pytest.mark.django_db
FIRST, SECOND, LAST = date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 15)


def test_tells_each_counted_day_in_order_and_what_is_unknown_as_null() -> None:
    item, site = an_item(), a_site()
    stocks(item, site, {LAST: "-1.5"})
    stocks(item, site, {FIRST: "7"}, safety_stock="2.25", reorder_point=5, days_to_rupture=3)
    stocks(item, a_site("OTHER"), {SECOND: "99"})
    a_load("inventory", as_of=LAST)
    pair = {"item_id": item.item_id, "site_id": site.site_id}
    address = "/api/v1/inventory/timeseries?item_id={item_id}&site_id={site_id}"
    body = signed_in(a_user()).get(f"{address.format(**pair)}&start_date=2026-09-30").json()
    assert body["data"] == [
        {
            "full_date": "2026-09-30",
            "current_stock": 7,
            "safety_stock": 2.25,
            "reorder_point": 5,
            "days_to_rupture": 3,
        },
        {
            "full_date": "2026-10-15",
            "current_stock": -1.5,
            "safety_stock": None,
            "reorder_point": None,
            "days_to_rupture": None,
        },
    ]
    assert body["metadata"] == {**pair, "total_count": 2, "data_as_of": "2026-10-15"}


@pytest.mark.parametrize(
    ("end", "found"), [("2026-10-01", [1, 2]), ("2026-10-15", [1, 2, 3]), ("2026-09-30", [1])]
)
def test_ends_where_it_is_asked_to_end(end: str, found: list[int]) -> None:
    item, site = an_item(), a_site()
    stocks(item, site, {FIRST: "1", SECOND: "2", LAST: "3"})
    address = f"/api/v1/inventory/timeseries?item_id={item.item_id}&site_id={site.site_id}"
    body = signed_in(a_user()).get(f"{address}&start_date=2026-09-30&end_date={end}").json()
    assert [point["current_stock"] for point in body["data"]] == found


def test_has_nothing_of_a_site_that_the_user_may_not_see() -> None:
    item, site = an_item(), a_site()
    stocks(item, site, {FIRST: "1"})
    local: Client = signed_in(limited_to(a_site("OTHER")))
    address = f"/api/v1/inventory/timeseries?item_id={item.item_id}&site_id={site.site_id}"
    assert local.get(f"{address}&start_date=2026-09-30").json()["data"] == []
