"""Order lines: the window, the filters, and what is late."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.models import Site, Supplier
from tests.support.api import signed_in
from tests.support.factories import a_load, a_site, a_user, an_item, an_order, limited_to

pytestmark = pytest.mark.django_db
OCTOBER = "/api/v1/orders?start_date=2026-10-01&end_date=2026-10-31"
JUDGED_ON = date(2026, 10, 31)


def october(day: int) -> date:
    return date(2026, 10, day)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def ordered() -> dict[str, int]:
    """Seven lines; judged on 31 October, as the orders were loaded up to then."""
    item, here, there = an_item(), a_site("HERE"), a_site("THERE")
    ana = Supplier.objects.create(code="ANA", name="Ana")
    bia = Supplier.objects.create(code="BIA", name="Bia")
    a_load("orders", as_of=JUDGED_ON)
    came: dict[str, Any] = {"status": "RECEIVED", "expected_delivery_date": october(20)}
    an_order("IN-TIME", item, here, ana, october(1), actual_delivery_date=october(20), **came)
    an_order("LATE", item, here, ana, october(2), actual_delivery_date=october(23), **came)
    an_order("OVERDUE", item, there, bia, october(3), expected_delivery_date=october(30))
    an_order("DUE-TODAY", item, there, bia, october(4), expected_delivery_date=JUDGED_ON)
    an_order("NO-PROMISE", item, here, bia, october(5))
    an_order(
        "CANCELLED", item, here, ana, october(6), status="CANCELLED",
        expected_delivery_date=october(7),
    )  # fmt: skip
    an_order("SEPTEMBER", item, here, ana, date(2026, 9, 30))
    return {"here": here.site_id, "bia": bia.supplier_id, "item": item.item_id}


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["order_number"] for row in answer.json()["data"]]


def test_lists_the_lines_of_the_window_the_latest_first(
    client: Client, ordered: dict[str, int]
) -> None:
    answer = client.get(OCTOBER)
    assert numbers(answer) == [
        "CANCELLED", "NO-PROMISE", "DUE-TODAY", "OVERDUE", "LATE", "IN-TIME",
    ]  # fmt: skip
    assert answer.json()["metadata"] == {
        "total_count": 6,
        "limit": 100,
        "offset": 0,
        "page": 1,
        "next_cursor": None,
        "judged_on": "2026-10-31",
    }


def test_judges_by_the_promise_and_not_by_the_status(
    client: Client, ordered: dict[str, int]
) -> None:
    told = {row["order_number"]: row for row in client.get(OCTOBER).json()["data"]}
    judged = {number: (row["is_late"], row["days_late"]) for number, row in told.items()}
    assert judged == {
        "IN-TIME": (False, 0),
        "LATE": (True, 3),  # 23 - 20
        "OVERDUE": (True, 1),  # 31 - 30
        "DUE-TODAY": (False, 0),
        "NO-PROMISE": (None, None),
        "CANCELLED": (None, None),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("late=true", ["OVERDUE", "LATE"]),
        ("late=false", ["DUE-TODAY", "IN-TIME"]),
        ("status=RECEIVED", ["LATE", "IN-TIME"]),
        ("status=RECEIVED,CANCELLED", ["CANCELLED", "LATE", "IN-TIME"]),
        ("site_id={here}&supplier_id={bia}", ["NO-PROMISE"]),
        ("supplier_id={bia},0", ["NO-PROMISE", "DUE-TODAY", "OVERDUE"]),
        ("item_id=0", []),
        ("order_by=order_date&limit=2", ["IN-TIME", "LATE"]),
        ("order_by=-days_late&limit=2", ["LATE", "OVERDUE"]),
    ],
)
def test_narrows_and_orders(
    client: Client, ordered: dict[str, int], query: str, found: list[str]
) -> None:
    assert numbers(client.get(f"{OCTOBER}&{query.format(**ordered)}")) == found


def test_a_cursor_leads_through_lines_of_one_day_without_gap_or_repetition(
    client: Client, ordered: dict[str, int]
) -> None:
    item, site, supplier = an_item("X"), a_site("X"), Supplier.objects.get(code="ANA")
    for number in range(5):
        an_order(f"SAME-{number}", item, site, supplier, october(9))
    whole, seen, cursor = numbers(client.get(OCTOBER)), [], ""
    for _page in range(7):
        answer = client.get(f"{OCTOBER}&limit=2{cursor}")
        seen += numbers(answer)
        if (following := answer.json()["metadata"]["next_cursor"]) is None:
            break
        cursor = f"&cursor={following}"
    assert len(whole) == 11
    assert seen == whole


def test_shows_whoever_is_limited_the_lines_of_their_sites_alone(ordered: dict[str, int]) -> None:
    local = signed_in(limited_to(Site.objects.get(code="THERE")))
    answer = local.get(OCTOBER)
    assert numbers(answer) == ["DUE-TODAY", "OVERDUE"]
    assert answer.json()["metadata"]["total_count"] == 2


def test_reads_a_page_in_three_queries_whatever_it_holds(
    client: Client, ordered: dict[str, int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):  # session and user, last load, rows with their names
        client.get(OCTOBER)
