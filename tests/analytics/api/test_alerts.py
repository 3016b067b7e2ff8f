"""Alerts, each read by each for themselves, and the poll that tells of news."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from analytics.models import Alert, AlertRead
from support.models import User
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, an_item, limited_to

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def ana() -> User:
    return a_user("ana")


@pytest.fixture
def client(ana: User) -> Client:
    return signed_in(ana)


def an_alert(category: str = "STOCKOUT", level: str = "WARNING", **columns: Any) -> Alert:
    given = {"category": category, "level": level, "message": f"Aviso {category}"}
    return Alert.objects.create(**{**given, **columns})


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/alerts?{query}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def mark(client: Client, alert: Alert) -> Any:
    return client.patch(f"/api/v1/alerts/{alert.pk}/mark-read")


def test_tells_what_where_and_whether_it_was_read(client: Client) -> None:
    item, site = an_item(family="CABOS"), a_site()
    alert = an_alert(item=item, site=site, created_at=NOON, money_at_risk="10.50")
    assert listed(client) == [
        {
            "alert_id": alert.pk, "level": "WARNING", "category": "STOCKOUT", "status": "OPEN",
            "message": "Aviso STOCKOUT", "money_at_risk": 10.5, "opened_on": None,
            "created_at": "2026-11-21T12:00:00Z", "read_at": None, "resolved_at": None,
            "item_id": item.item_id, "sku": "CAB-001", "item_name": "Item CAB-001",
            "family": "CABOS", "unit_measure": "UN", "site_id": site.site_id,
            "site_code": "SSA-01", "site_name": "Site SSA-01", "region": None,
        }
    ]  # fmt: skip


def test_the_most_serious_comes_first(client: Client) -> None:
    for level in ("WARNING", "CRITICAL", "NORMAL"):
        an_alert(level=level)
    assert [row["level"] for row in listed(client)] == ["CRITICAL", "WARNING", "NORMAL"]


def test_a_reading_is_the_reader_s_own(client: Client) -> None:
    alert, bia = an_alert(), signed_in(a_user("bia"))
    assert mark(client, alert).json() == {"status": "success", "data": [alert.pk]}
    assert mark(client, alert).json() == {"status": "success", "data": []}
    assert listed(client)[0]["read_at"] is not None
    assert listed(bia)[0]["read_at"] is None
    assert (listed(client, "unread=true"), len(listed(bia, "unread=true"))) == ([], 1)


def test_reads_many_at_once_or_none(client: Client) -> None:
    ids = [an_alert().pk, an_alert().pk]
    address = "/api/v1/alerts/mark-read"
    missing = client.post(address, {"alert_ids": [*ids, 2**40]}, content_type="application/json")
    assert (missing.status_code, AlertRead.objects.count()) == (404, 0)
    answer = client.post(address, {"alert_ids": ids}, content_type="application/json")
    assert (answer.json()["data"], AlertRead.objects.count()) == (ids, 2)


def some_alerts() -> None:
    an_alert("STOCKOUT", "CRITICAL", item=an_item("A", family="CABOS"), site=a_site("S"),
             created_at=NOON)  # fmt: skip
    an_alert("DRIFT", "NORMAL", created_at=datetime(2026, 11, 22, 1, tzinfo=UTC))
    an_alert("LATE", "WARNING", created_at=NOON.replace(day=25))
    an_alert("OVER", "WARNING", created_at=NOON, resolved_at=NOON)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"STOCKOUT", "DRIFT", "LATE"}),
        ("level=CRITICAL,NORMAL", {"STOCKOUT", "DRIFT"}),
        ("category=LATE", {"LATE"}),
        ("status=RESOLVED", {"OVER"}),
        ("status=OPEN,RESOLVED", {"STOCKOUT", "DRIFT", "LATE", "OVER"}),
        ("family=CABOS", {"STOCKOUT"}),
        ("q=a%20stockout", {"STOCKOUT"}),
        # 01:00 UTC on the 22nd is the evening of the 21st in Bahia.
        ("start_date=2026-11-21&end_date=2026-11-21", {"STOCKOUT", "DRIFT"}),
        ("start_date=2026-11-22", {"LATE"}),
    ],
)
def test_narrows_to_what_is_asked_for(client: Client, query: str, found: set[str]) -> None:
    some_alerts()
    assert {row["category"] for row in listed(client, query)} == found


def test_tells_one_alert_with_its_figures(client: Client) -> None:
    alert = an_alert(evidence={"days_to_rupture": 2})
    told = client.get(f"/api/v1/alerts/{alert.pk}").json()
    assert (told["evidence"], told["alert_id"]) == ({"days_to_rupture": 2}, alert.pk)


def news(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/v1/data-version").json()
    return told


def test_tells_of_what_the_reader_has_not_read(client: Client) -> None:
    assert news(client) == {
        "data_version": 0, "unread_alerts": 0, "unread_critical_alerts": 0, "newest_alert_id": None,
    }  # fmt: skip
    first, second = an_alert(level="CRITICAL"), an_alert()
    an_alert(level="CRITICAL", resolved_at=timezone.now())
    mark(client, second)
    told = news(client)
    assert (told["unread_alerts"], told["unread_critical_alerts"]) == (1, 1)
    assert told["newest_alert_id"] == second.pk
    mark(client, first)
    assert news(client)["unread_alerts"] == 0


def test_asks_nothing_more_while_nothing_is_new(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mark(client, an_alert())
    etag = client.get("/api/v1/data-version")["ETag"]
    with django_assert_num_queries(1):  # session, which tells the version
        answer = client.get("/api/v1/data-version", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    mark(client, an_alert())
    answer = client.get("/api/v1/data-version", headers={"If-None-Match": etag})
    assert answer.status_code == 200


def test_other_people_s_sites_are_neither_seen_nor_read() -> None:
    bia = signed_in(limited_to(a_site("MINE")))
    alert = an_alert(site=a_site("OTHER"))
    assert (listed(bia), news(bia)["unread_alerts"]) == ([], 0)
    assert mark(bia, alert).status_code == 404
    assert not AlertRead.objects.exists()


def test_lists_alerts_in_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        mark(client, an_alert(item=an_item(f"A{number}")))
    with django_assert_num_queries(2):  # session, rows
        listed(client)
    with django_assert_num_queries(3):  # session, version, news
        news(client)
