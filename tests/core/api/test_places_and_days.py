"""Regions, suppliers and the calendar."""

from typing import Any

import pytest
from django.test import Client

from core.models import Region, Supplier
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, limited_to

pytestmark = pytest.mark.django_db
SUPPLIERS = "/api/v1/suppliers"


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def bahia() -> Region:
    bahia = Region.objects.create(name="Bahia", state_code="BA", economic_zone="NORDESTE")
    Region.objects.create(name="Acre", state_code="AC")
    a_site("SSA-01", region=bahia)
    a_site("SSA-02", region=bahia)
    a_site("SSA-03", region=bahia, active=False)
    return bahia


def test_lists_regions_by_name_with_their_active_sites(client: Client, bahia: Region) -> None:
    rows = client.get("/api/v1/regions").json()["data"]
    assert [(row["name"], row["site_count"]) for row in rows] == [("Acre", 0), ("Bahia", 2)]
    assert rows[1] == {
        "region_id": bahia.region_id,
        "name": "Bahia",
        "state_code": "BA",
        "economic_zone": "NORDESTE",
        "site_count": 2,
    }


def test_shows_whoever_is_limited_the_regions_of_their_sites(bahia: Region) -> None:
    local = signed_in(limited_to(bahia.sites.get(code="SSA-02")))
    rows = local.get("/api/v1/regions").json()["data"]
    assert [(row["name"], row["site_count"]) for row in rows] == [("Bahia", 1)]


@pytest.fixture
def suppliers() -> dict[str, int]:
    rows: list[dict[str, Any]] = [
        {"code": "F-1", "name": "Furukawa", "supplier_type": "IMPORT", "avg_lead_time_days": 90},
        {"code": "F-2", "name": "Cabos Bahia", "supplier_type": "DOMESTIC"},
        {"code": "F-3", "name": "Antiga", "active": False, "avg_lead_time_days": 10},
    ]
    return {row["code"]: Supplier.objects.create(**row).supplier_id for row in rows}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["F-1", "F-2", "F-3"]),
        ("q=cab", ["F-2"]),
        ("q=f-", ["F-1", "F-2", "F-3"]),
        ("supplier_type=IMPORT,HYBRID", ["F-1"]),
        ("active=true", ["F-1", "F-2"]),
        ("order_by=avg_lead_time_days", ["F-3", "F-1", "F-2"]),
        ("order_by=-avg_lead_time_days", ["F-1", "F-3", "F-2"]),
    ],
)
def test_narrows_and_orders_suppliers(
    client: Client, suppliers: dict[str, int], query: str, found: list[str]
) -> None:
    rows = client.get(f"{SUPPLIERS}?{query}").json()["data"]
    assert [row["code"] for row in rows] == found


def test_tells_one_supplier_bare_and_none_that_is_not(
    client: Client, suppliers: dict[str, int]
) -> None:
    assert client.get(f"{SUPPLIERS}/{suppliers['F-1']}").json() == {
        "supplier_id": suppliers["F-1"],
        "code": "F-1",
        "name": "Furukawa",
        "supplier_type": "IMPORT",
        "avg_lead_time_days": 90,
        "on_time_delivery_rate": None,
        "reliability_score": None,
        "active": True,
    }
    assert client.get(f"{SUPPLIERS}/0").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Finados, Proclamação da República, Consciência Negra (Lei 14.759/2023)
        ("start_date=2026-11-01&end_date=2026-11-30&holidays=national", ["02", "15", "20"]),
        ("start_date=2026-07-01&end_date=2026-07-03", ["01", "02", "03"]),
        ("start_date=2026-07-01&end_date=2026-07-03&holidays=national", []),
        ("start_date=2026-07-01&end_date=2026-07-03&holidays=any", ["02"]),  # Bahia's own
    ],
)
def test_tells_days_and_holidays(client: Client, query: str, found: list[str]) -> None:
    rows = client.get(f"/api/v1/calendar?{query}").json()["data"]
    assert [row["full_date"][8:] for row in rows] == found


def test_tells_of_a_day_what_it_is(client: Client) -> None:
    (row,) = client.get(
        "/api/v1/calendar?start_date=2026-07-02&end_date=2026-07-02"
    ).json()["data"]  # fmt: skip
    assert list(row.pop("state_holidays")) == ["BA"]
    assert row == {
        "full_date": "2026-07-02",
        "weekday": 3,  # a Thursday, Monday being 0
        "is_weekend": False,
        "is_holiday": False,
        "holiday_name": None,
        "holiday_type": None,
    }
