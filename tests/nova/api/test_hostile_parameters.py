"""What a client should never send: 400 or 404 in the error format, never 500."""

from urllib.parse import quote

import pytest
from django.test import Client

from nova.api.permissions import api_routes
from tests.nova.api.bad_addresses import REFUSED
from tests.nova.api.bad_values import (
    ADVICE,
    ALERTS,
    AUDIT,
    COMPARE,
    FEATURES,
    FORECASTS,
    HUGE,
    KPIS,
    LOADS,
    PAIR,
    POLICIES,
    PROJECTION,
    SERIES,
    SUMMARY,
)
from tests.support.api import signed_in
from tests.support.factories import a_load, a_user, an_item

MISSING = (
    [
        f"/api/v1/items/{value}{tail}"
        for value in ("0", "2147483647", "2147483648", HUGE, "9" * 5000, "-1", "abc", "1.0", "%00")
        for tail in ("", "/sites")
    ]
    + [
        f"{address}/{value}"
        for address in (ADVICE, ALERTS, LOADS)
        for value in ("0", "9223372036854775808", "9" * 5000, "-1", "abc", "%00")
    ]
    + [
        "/api/v1/items/",
        "/api/v1/sites/1",
        "/api/v2/items",
        "/api",
        "/api/",
        "/health/",
        "/healthy",
    ]
)
TOLERATED = [
    "/api/v1/items?q=" + quote("' OR 1=1 --"),
    "/api/v1/items?q=" + quote("100%_\\"),
    "/api/v1/items?q=%F0%9F%92%A1&family=%ff",
    "/api/v1/items?q=&family=&abc_class=",
    "/api/v1/items?family=,,&abc_class=A,,B",
    f"{ALERTS}?level=,,CRITICAL",
    "/api/v1/items?offset=2147483647",
    f"{FORECASTS}item_id=2147483647&site_id=0",
    f"{SERIES}{PAIR}&start_date=0001-01-01&end_date=0001-01-01",
    f"{COMPARE}{PAIR}&end_date=0001-01-01",
    f"{COMPARE}{PAIR}&start_date=9999-12-31",
    f"{AUDIT}?start_date=0001-01-01&end_date=9999-12-31",
    f"{LOADS}?end_date=0001-01-01",
    f"{KPIS}dimension=SITE&segment=" + quote("' OR 1=1 --"),
    f"{SUMMARY}end_date=9999-12-31&days=365",
    f"{ADVICE}?q=" + quote("' OR 1=1 --") + "&family=,,&status=",
    f"{ALERTS}?start_date=0001-01-01&end_date=9999-12-31&category=" + quote("';--"),
    f"{POLICIES}item_id=2147483647",
    f"{PROJECTION}item_id=0&site_id=2147483647&days=180",
    f"{FEATURES}item_id=1&start_date=0001-01-01&end_date=9999-12-31",
    f"{KPIS}start_date=0001-01-01&end_date=9999-12-31",
    f"{SERIES}{PAIR}&start_date=9999-12-31&end_date=9999-12-31",
]


@pytest.fixture
def client(db: None) -> Client:
    an_item()
    a_load()
    return signed_in(a_user(role="ADMIN"))


def test_more_than_three_hundred_bad_addresses_are_written_by_hand() -> None:
    assert sum(map(len, REFUSED.values())) + len(MISSING) + len(TOLERATED) > 300


def test_every_route_that_reads_has_a_row_of_bad_parameters() -> None:
    assert set(REFUSED) == {route.name for route in api_routes() if "GET" in route.methods}


@pytest.mark.parametrize("address", [bad for row in REFUSED.values() for bad in row])
def test_refuses_a_bad_parameter(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert set(answer.json()) == {"error", "detail"}


@pytest.mark.parametrize("address", MISSING)
def test_finds_nothing_at_an_address_that_names_nothing(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize("address", TOLERATED)
def test_takes_odd_words_as_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["status"]) == (200, "success")


def test_refuses_more_parameters_than_a_request_may_carry(client: Client) -> None:
    answer = client.get("/api/v1/items?" + "&".join(f"p{n}=1" for n in range(1100)))
    assert (answer.status_code, set(answer.json())) == (400, {"error", "detail"})
