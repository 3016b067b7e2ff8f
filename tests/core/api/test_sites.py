"""The sites."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.models import Region
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user

pytestmark = pytest.mark.django_db
SITES = "/api/v1/sites"


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def three_sites() -> None:
    a_site("SSA-01", region=Region.objects.create(name="Bahia", state_code="BA"))
    a_site("DEP-01", site_type="WAREHOUSE")
    a_site("OLD-01", site_type=None, active=False)


def test_lists_sites_by_id_with_their_region(client: Client, three_sites: None) -> None:
    body = client.get(SITES).json()
    assert [row["code"] for row in body["data"]] == ["SSA-01", "DEP-01", "OLD-01"]
    assert {**body["data"][0], "site_id": 0} == {
        "site_id": 0,
        "code": "SSA-01",
        "name": "Site SSA-01",
        "region_id": Region.objects.get().region_id,
        "region": "Bahia",
        "state_code": "BA",
        "site_type": "TOWER",
        "active": True,
    }
    assert body["metadata"] == {
        "total_count": 3,
        "limit": 100,
        "offset": 0,
        "page": 1,
        "next_cursor": None,
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("active=true", ["SSA-01", "DEP-01"]),
        ("active=false", ["OLD-01"]),
        ("active=", ["SSA-01", "DEP-01", "OLD-01"]),
        ("limit=1&offset=1", ["DEP-01"]),
        ("q=dep", ["DEP-01"]),
        ("q=site old", ["OLD-01"]),
        ("site_type=TOWER,WAREHOUSE", ["SSA-01", "DEP-01"]),
        ("region_id=0", []),
        ("order_by=code", ["DEP-01", "OLD-01", "SSA-01"]),
        ("order_by=-region", ["SSA-01", "DEP-01", "OLD-01"]),
    ],
)
def test_narrows_the_list(client: Client, three_sites: None, query: str, found: list[str]) -> None:
    body = client.get(f"{SITES}?{query}").json()
    assert [row["code"] for row in body["data"]] == found


def test_reads_any_number_of_sites_and_regions_in_two_queries(
    client: Client, three_sites: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):  # session and user, rows with their regions
        client.get(SITES)
