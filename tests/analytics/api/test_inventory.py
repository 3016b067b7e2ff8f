"""Stock beside its policy: states, positions, the map of sites, the matrix of classes."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from analytics.models import InventoryPolicy
from core.models import Item, Site
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FAR,
    FUSE,
    HERE,
    THERE,
    ago,
    execute,
    fill_dimensions,
    stock,
    wanted,
)  # fmt: skip
from tests.support.api import signed_in
from tests.support.factories import a_user, limited_to

pytestmark = pytest.mark.django_db
POSITIONS = "/api/v1/inventory/positions"


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def under_policy(item: int = CABLE, site: int = HERE, **figures: object) -> None:
    """A row of the policy: 2 units a day, 20 of safety stock, reorder at 40, unless told."""
    InventoryPolicy.objects.create(
        **{
            "as_of": DAY, "item_id": item, "site_id": site, "run_id": 1, "abc_class": "A",
            "xyz_class": "X", "observed_days": 90, "mean_daily_demand": 2, "lead_time_days": 10,
            "lead_time_std": 0, "lead_time_receipts": 0, "lead_time_source": "DEFAULT",
            "service_level": Decimal("0.95"), "service_level_source": "RULE", "z": Decimal("1.64"),
            "safety_stock": 20, "safety_stock_source": "COMPUTED", "reorder_point": 40,
            "reorder_point_source": "COMPUTED", "current_stock": 100, "stock_date": DAY,
            "unit_cost": 10, "inbound_quantity": 0, "inbound_orders": 0,
            "inbound_undated_quantity": 0, "inbound_lead_time_quantity": 0,
            "demand_source": "MEAN_DEMAND", "review_demand": 14, "lead_time_demand": 20,
            "last_demand_date": DAY, **figures,
        }
    )  # fmt: skip


@pytest.fixture(autouse=True)
def dimensions(db: None) -> None:
    fill_dimensions()
    Item.objects.filter(item_id=CABLE).update(family="CABOS")


def position(client: Client) -> dict[str, Any]:
    (row,) = client.get(POSITIONS).json()["data"]
    told: dict[str, Any] = row
    return told


@pytest.mark.parametrize(
    ("level", "state"),
    [
        (None, "UNKNOWN"),
        (0, "STOCKOUT"),
        (-1, "STOCKOUT"),
        ("19.9", "BELOW_SAFETY_STOCK"),
        (20, "AT_REORDER_POINT"),
        (40, "AT_REORDER_POINT"),
        ("40.1", "HEALTHY"),
        (360, "HEALTHY"),  # 180 days of 2 are 360: not more than enough
        (361, "EXCESS"),
    ],
)
def test_the_first_state_that_fits_is_told(client: Client, level: Any, state: str) -> None:
    under_policy(current_stock=level)
    assert position(client)["state"] == state


def test_the_excess_is_what_is_beyond_half_a_year_of_demand(client: Client) -> None:
    under_policy(current_stock=400)
    told = position(client)
    assert (told["excess_quantity"], told["cover_days"]) == (40, 200)  # 400 - 2 x 180; 400 / 2


def test_the_excess_is_never_what_the_policy_itself_would_hold(client: Client) -> None:
    under_policy(current_stock=400, reorder_point=390, review_demand=14)
    told = position(client)  # up to 390 + 14 = 404 is no excess
    assert (told["state"], told["excess_quantity"]) == ("HEALTHY", None)


NO_DEMAND = {"mean_daily_demand": 0, "safety_stock": 0, "reorder_point": 0, "review_demand": 0}


@pytest.mark.parametrize(("days_ago", "state"), [(365, "DEAD"), (364, "HEALTHY")])
def test_stock_not_wanted_for_a_year_is_dead(client: Client, days_ago: int, state: str) -> None:
    wanted(days_ago, 5)
    under_policy(last_demand_date=ago(days_ago), **NO_DEMAND)
    assert position(client)["state"] == state


@pytest.mark.parametrize(("days_ago", "state"), [(365, "DEAD"), (364, "HEALTHY")])
def test_stock_never_wanted_is_dead_once_it_was_there_for_a_year(
    client: Client, days_ago: int, state: str
) -> None:
    stock(100, days_ago=days_ago)
    under_policy(last_demand_date=None, **NO_DEMAND)
    assert position(client)["state"] == state


def test_tells_a_position_whole(client: Client) -> None:
    under_policy(current_stock="30.5", inbound_quantity=12, next_inbound_date=ago(-3))
    assert position(client) == {
        "item_id": CABLE,
        "sku": "CAB",
        "item_name": "Cabo",
        "family": "CABOS",
        "site_id": HERE,
        "site_code": "SSA",
        "site_name": "Salvador",
        "abc_class": "A",
        "xyz_class": "X",
        "demand_class": None,
        "state": "AT_REORDER_POINT",
        "current_stock": 30.5,
        "stock_date": "2026-10-31",
        "safety_stock": 20,
        "reorder_point": 40,
        "inbound_quantity": 12,
        "next_inbound_date": "2026-11-03",
        "mean_daily_demand": 2,
        "last_demand_date": "2026-10-31",
        "cover_days": 15.3,  # 30.5 / 2 = 15.25, halves away from 0
        "days_to_rupture": None,
        "excess_quantity": None,
        "stock_value": 305,
    }


@pytest.fixture
def four_pairs() -> None:
    under_policy(CABLE, HERE, current_stock=0)
    under_policy(CABLE, THERE, current_stock=50, xyz_class="Y")
    under_policy(FUSE, HERE, current_stock=900, abc_class="C", xyz_class=None, unit_cost=None)
    under_policy(FUSE, FAR, current_stock=None, abc_class="C", xyz_class=None)
    under_policy(CABLE, FAR, as_of=ago(1))  # of the day before: no part of the picture


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [(CABLE, HERE), (CABLE, THERE), (FUSE, HERE), (FUSE, FAR)]),
        ("state=STOCKOUT,EXCESS", [(CABLE, HERE), (FUSE, HERE)]),
        (f"site_id={HERE}", [(CABLE, HERE), (FUSE, HERE)]),
        ("region_id=2", [(FUSE, FAR)]),
        ("family=CABOS", [(CABLE, HERE), (CABLE, THERE)]),
        ("abc_class=A&xyz_class=Y", [(CABLE, THERE)]),
        (f"item_id={FUSE}", [(FUSE, HERE), (FUSE, FAR)]),
        ("q=fus", [(FUSE, HERE), (FUSE, FAR)]),
        ("order_by=-current_stock", [(FUSE, HERE), (CABLE, THERE), (CABLE, HERE), (FUSE, FAR)]),
        ("order_by=site_code&limit=1", [(FUSE, FAR)]),  # FOR before FSA and SSA
    ],
)
def test_narrows_and_orders_positions(
    client: Client, four_pairs: None, query: str, found: list[tuple[int, int]]
) -> None:
    rows = client.get(f"{POSITIONS}?{query}").json()["data"]
    assert [(row["item_id"], row["site_id"]) for row in rows] == found


def test_counts_states_by_site_and_family(client: Client, four_pairs: None) -> None:
    body = client.get("/api/v1/inventory/health").json()
    assert body["metadata"] == {"total_count": 4, "as_of": "2026-10-31"}
    cells = {(row["site_code"], row["family"]): row for row in body["data"]}
    assert list(cells) == [("FOR", None), ("FSA", "CABOS"), ("SSA", "CABOS"), ("SSA", None)]
    assert cells["SSA", None] == {
        "site_id": HERE,
        "site_code": "SSA",
        "site_name": "Salvador",
        "family": None,
        "item_sites": 1,
        "items": 1,
        "unknown": 0,
        "stockout": 0,
        "below_safety_stock": 0,
        "at_reorder_point": 0,
        "dead": 0,
        "excess": 1,
        "healthy": 0,
        "stock_value": None,  # nothing in the cell has a cost
        "uncosted": 1,
    }
    assert (cells["SSA", "CABOS"]["stockout"], cells["FOR", None]["unknown"]) == (1, 1)
    assert cells["FSA", "CABOS"]["stock_value"] == 500


def test_counts_items_and_states_by_class(client: Client, four_pairs: None) -> None:
    rows = client.get("/api/v1/inventory/matrix").json()["data"]
    told = [(r["abc_class"], r["xyz_class"], r["item_sites"], r["items"]) for r in rows]
    assert told == [("A", "X", 1, 1), ("A", "Y", 1, 1), ("C", None, 2, 1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("xyz_class=Y", ["CAB"]),
        (f"site_id={FAR}", ["FUS"]),
        (f"site_id={HERE}", ["CAB", "FUS"]),
        ("xyz_class=Z", []),
    ],
)
def test_narrows_the_catalogue_by_the_policy(
    client: Client, four_pairs: None, query: str, found: list[str]
) -> None:
    rows = client.get(f"/api/v1/items?{query}").json()["data"]
    assert [row["sku"] for row in rows] == found


def test_whoever_is_limited_sees_and_counts_the_own_sites_alone(four_pairs: None) -> None:
    local = signed_in(limited_to(Site.objects.get(site_id=THERE)))
    assert [row["site_id"] for row in local.get(POSITIONS).json()["data"]] == [THERE]
    (cell,) = local.get("/api/v1/inventory/matrix").json()["data"]
    assert (cell["abc_class"], cell["xyz_class"], cell["item_sites"]) == ("A", "Y", 1)
    assert local.get(f"/api/v1/items?site_id={HERE}").json()["data"] == []


def test_has_nothing_to_say_before_the_first_policy(client: Client) -> None:
    for address in (POSITIONS, "/api/v1/inventory/health", "/api/v1/inventory/matrix"):
        body = client.get(address).json()
        assert (body["data"], body["metadata"]["as_of"]) == ([], None)


@pytest.mark.parametrize("name", ["positions", "health", "matrix"])
def test_asks_three_queries_whatever_there_is(
    client: Client, four_pairs: None, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    execute("ANALYZE analytics.inventory_policy")
    with django_assert_num_queries(3):  # session and user, day of the policy, rows
        client.get(f"/api/v1/inventory/{name}")
