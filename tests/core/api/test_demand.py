"""The demand series of an item at a site."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.models import Item, Site, Supplier
from tests.support.api import signed_in
from tests.support.factories import AS_OF, a_load, a_site, a_user, an_item, demand

pytestmark = pytest.mark.django_db
FIRST, SECOND, LAST = date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 15)


@pytest.fixture
def pair() -> tuple[Item, Site]:
    return an_item(), a_site()


def ask(client: Client, pair: tuple[Item, Site], first: date, last: date) -> dict[str, object]:
    item, site = pair
    window = f"start_date={first}&end_date={last}"
    answer = client.get(
        f"/api/v1/demand/timeseries?item_id={item.item_id}&site_id={site.site_id}&{window}"
    )
    assert answer.status_code == 200
    body: dict[str, object] = answer.json()
    return body


def test_gives_each_day_once_in_order_summed_over_suppliers(pair: tuple[Item, Site]) -> None:
    supplier = Supplier.objects.create(code="S1", name="Supplier")
    demand(*pair, {LAST: "4", FIRST: "1.5"})
    demand(*pair, {FIRST: "2.25"}, supplier=supplier)
    a_load()
    body = ask(signed_in(a_user()), pair, FIRST, LAST)
    assert body["data"] == [
        {"full_date": "2026-09-30", "quantity": 3.75},  # 1.5 + 2.25
        {"full_date": "2026-10-15", "quantity": 4},
    ]
    assert body["metadata"] == {
        "item_id": pair[0].item_id,
        "site_id": pair[1].site_id,
        "total_count": 2,
        "data_as_of": "2026-10-31",
    }


def test_includes_both_ends_of_the_window_and_nothing_beyond(pair: tuple[Item, Site]) -> None:
    demand(*pair, {FIRST: "1", SECOND: "2", LAST: "3"})
    demand(an_item("OTHER"), pair[1], {SECOND: "99"})
    demand(pair[0], a_site("OTHER"), {SECOND: "99"})
    body = ask(signed_in(a_user()), pair, SECOND, LAST)
    assert [point["quantity"] for point in body["data"]] == [2, 3]  # type: ignore[attr-defined]


def test_is_empty_and_without_a_last_day_before_the_first_load(pair: tuple[Item, Site]) -> None:
    a_load(run_id=1, status="REJECTED")
    a_load("inventory", run_id=2)
    body = ask(signed_in(a_user()), pair, FIRST, LAST)
    assert body["data"] == []
    assert body["metadata"]["data_as_of"] is None  # type: ignore[index]


def test_tells_the_last_day_of_the_latest_published_load(pair: tuple[Item, Site]) -> None:
    a_load(run_id=1, as_of=date(2026, 12, 31))
    a_load(run_id=2, as_of=AS_OF)
    a_load(run_id=3, status="FAILED", as_of=None)
    body = ask(signed_in(a_user()), pair, FIRST, LAST)
    assert body["metadata"]["data_as_of"] == "2026-10-31"  # type: ignore[index]


def test_takes_three_years_leap_day_included(pair: tuple[Item, Site]) -> None:
    ask(signed_in(a_user()), pair, date(2024, 1, 1), date(2027, 1, 1))


def test_reads_a_series_in_three_queries(
    pair: tuple[Item, Site], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    demand(*pair, {FIRST: "1", SECOND: "2", LAST: "3"})
    client = signed_in(a_user())
    with django_assert_num_queries(3):  # session and user, rows, last load
        ask(client, pair, FIRST, LAST)
