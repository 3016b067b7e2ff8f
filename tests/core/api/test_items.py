"""The catalogue, its families, and one item."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.api import signed_in
from tests.support.factories import a_user, an_item

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/items"


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def catalogue() -> dict[str, int]:
    """sku to item_id of five materials, the last of them inactive."""
    rows: list[dict[str, Any]] = [
        {"sku": "CAB-1", "name": "Cabo óptico 12F", "family": "CABOS", "abc_class": "A"},
        {"sku": "CAB-2", "name": "Cabo coaxial", "family": "CABOS", "abc_class": "B"},
        {"sku": "BAT-1", "name": "Bateria 12V", "family": "ENERGIA", "abc_class": "A"},
        {"sku": "MISC-1", "name": "Abraçadeira", "family": None, "abc_class": None},
        {"sku": "OLD-1", "name": "Cabo antigo", "family": "CABOS", "active": False},
    ]
    return {str(row["sku"]): an_item(**row).item_id for row in rows}


def skus(answer: Any) -> list[str]:
    return [row["sku"] for row in answer.json()["data"]]


def test_lists_active_items_by_id_with_the_documented_fields(
    client: Client, catalogue: dict[str, int]
) -> None:
    answer = client.get(ITEMS)
    assert skus(answer) == ["CAB-1", "CAB-2", "BAT-1", "MISC-1"]
    assert answer.json()["status"] == "success"
    assert answer.json()["data"][0] == {
        "item_id": catalogue["CAB-1"],
        "sku": "CAB-1",
        "name": "Cabo óptico 12F",
        "family": "CABOS",
        "category": None,
        "abc_class": "A",
        "criticality": None,
        "unit_measure": "UN",
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("family=CABOS", ["CAB-1", "CAB-2"]),
        ("family=CABOS,ENERGIA", ["CAB-1", "CAB-2", "BAT-1"]),
        ("family=cabos", []),
        ("category=none", []),
        ("abc_class=A", ["CAB-1", "BAT-1"]),
        ("abc_class=A,B", ["CAB-1", "CAB-2", "BAT-1"]),
        ("family=CABOS&abc_class=A", ["CAB-1"]),
        ("q=cabo", ["CAB-1", "CAB-2"]),
        ("q=CABO coax", ["CAB-2"]),
        ("q=12", ["CAB-1", "BAT-1"]),
        ("q=bat-1", ["BAT-1"]),
        ("q=%25", []),
        ("q=antigo", []),
    ],
)
def test_narrows_the_list(
    client: Client, catalogue: dict[str, int], query: str, found: list[str]
) -> None:
    answer = client.get(f"{ITEMS}?{query}")
    assert skus(answer) == found
    assert answer.json()["metadata"]["total_count"] == len(found)


@pytest.mark.parametrize(
    ("query", "found", "metadata"),
    [
        ("", 4, {"total_count": 4, "limit": 100, "offset": 0, "page": 1}),
        ("limit=3", 3, {"total_count": 4, "limit": 3, "offset": 0, "page": 1}),
        ("limit=3&offset=3", 1, {"total_count": 4, "limit": 3, "offset": 3, "page": 2}),
        ("limit=2&offset=2", 2, {"total_count": 4, "limit": 2, "offset": 2, "page": 2}),
        ("limit=4", 4, {"total_count": 4, "limit": 4, "offset": 0, "page": 1}),
        ("offset=4", 0, {"total_count": 4, "limit": 100, "offset": 4, "page": 1}),
        ("offset=900", 0, {"total_count": 4, "limit": 100, "offset": 900, "page": 10}),
        ("q=nothing", 0, {"total_count": 0, "limit": 100, "offset": 0, "page": 1}),
    ],
)
def test_counts_the_whole_whatever_the_page(
    client: Client, catalogue: dict[str, int], query: str, found: int, metadata: dict[str, int]
) -> None:
    body = client.get(f"{ITEMS}?{query}").json()
    assert len(body["data"]) == found
    assert {name: body["metadata"][name] for name in metadata} == metadata


@pytest.mark.parametrize(
    ("order_by", "found"),
    [
        ("item_id", ["CAB-1", "CAB-2", "BAT-1", "MISC-1"]),
        ("-item_id", ["MISC-1", "BAT-1", "CAB-2", "CAB-1"]),
        ("sku", ["BAT-1", "CAB-1", "CAB-2", "MISC-1"]),
        ("family", ["CAB-1", "CAB-2", "BAT-1", "MISC-1"]),
        ("-family", ["BAT-1", "CAB-1", "CAB-2", "MISC-1"]),  # no family comes last both ways
        ("abc_class", ["CAB-1", "BAT-1", "CAB-2", "MISC-1"]),
    ],
)
def test_orders_by_what_is_asked_and_the_unknown_last(
    client: Client, catalogue: dict[str, int], order_by: str, found: list[str]
) -> None:
    assert skus(client.get(f"{ITEMS}?order_by={order_by}")) == found


def test_a_cursor_leads_through_the_whole_list_without_gap_or_repetition(
    client: Client, catalogue: dict[str, int]
) -> None:
    pages, address = [], f"{ITEMS}?limit=2"
    while address:
        answer = client.get(address)
        pages.append(skus(answer))
        metadata = answer.json()["metadata"]
        assert metadata["total_count"] == 4
        cursor = metadata["next_cursor"]
        address = f"{ITEMS}?limit=2&cursor={cursor}" if cursor else ""
        an_item(f"NEW-{len(pages)}", active=False)
    assert pages == [["CAB-1", "CAB-2"], ["BAT-1", "MISC-1"], []]
    assert (metadata["offset"], metadata["page"]) == (None, None)


def test_tells_no_cursor_in_another_order_nor_at_the_end(
    client: Client, catalogue: dict[str, int]
) -> None:
    for query in ("limit=2&order_by=sku", "limit=2&offset=2", "limit=9"):
        assert client.get(f"{ITEMS}?{query}").json()["metadata"]["next_cursor"] is None


def test_counts_active_items_per_named_family(client: Client, catalogue: dict[str, int]) -> None:
    body = client.get(f"{ITEMS}/families").json()
    assert body["data"] == [
        {"family": "CABOS", "item_count": 2},
        {"family": "ENERGIA", "item_count": 1},
    ]
    assert body["metadata"] == {"total_count": 2}


def test_tells_one_item_bare_and_its_numbers_as_numbers(client: Client) -> None:
    item = an_item(
        "CAB-9", family="CABOS", unit_cost="12.5", criticality=9, extra_attributes={"v": [1, "á"]}
    )  # fmt: skip
    assert client.get(f"{ITEMS}/{item.item_id}").json() == {
        "item_id": item.item_id,
        "sku": "CAB-9",
        "name": "Item CAB-9",
        "description": None,
        "family": "CABOS",
        "category": None,
        "subcategory": None,
        "abc_class": None,
        "criticality": 9,
        "unit_measure": "UN",
        "unit_cost": 12.5,
        "active": True,
        "extra_attributes": {"v": [1, "á"]},
    }


def test_tells_an_inactive_item_that_it_is_inactive(
    client: Client, catalogue: dict[str, int]
) -> None:
    assert client.get(f"{ITEMS}/{catalogue['OLD-1']}").json()["active"] is False


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (ITEMS, 2),  # session and user, rows
        (f"{ITEMS}?limit=2", 3),  # and, the page being full, the count
        (f"{ITEMS}/families", 2),
        (f"{ITEMS}/1", 2),
    ],
)
def test_asks_the_database_no_more_than_needed(
    client: Client,
    catalogue: dict[str, int],
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    with django_assert_num_queries(queries):
        client.get(address)
