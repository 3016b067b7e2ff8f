"""Each person is told once of what they asked to be told, on the pages and by one e-mail."""

import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from analytics.models import Alert, Notification, Recommendation, Subscription
from analytics.notifications.digest import Told, tell
from core.models import Item, Site
from support.models import User
from tests.mlops.pipeline.published import query
from tests.support.factories import limited_to

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail"
    Item.objects.create(sku="CABO-1", name="Cabo", family="ELECTRICAL")
    Item.objects.create(sku="FIBRA-1", name="Fibra", family="TELECOM")
    for code in ("BA01", "SP01"):
        Site.objects.create(code=code, name=code)
    ana()


def ana() -> User:
    known = User.objects.filter(username="ana").first()
    return known or User.objects.create_user("ana", "ana@example.com", None, role="ANALYST")


def alert(sku: str = "CABO-1", site: str = "BA01", level: str = "CRITICAL") -> None:
    query(
        "INSERT INTO analytics.alerts (item_id, site_id, level, category, message, dedupe_key)"
        " SELECT item_id, site_id, %s, 'STOCKOUT', sku || ' sem estoque em ' || code, sku || code"
        " FROM core.dim_item CROSS JOIN core.dim_site WHERE sku = %s AND code = %s RETURNING 1",
        level, sku, site,
    )  # fmt: skip


def wish(**narrowed: Any) -> Subscription:
    wanted = {"user": ana(), "kind": "ALERT", "least_level": "WARNING", **narrowed}
    return Subscription.objects.create(**wanted)


def told() -> list[tuple[str, str]]:
    found = Notification.objects.select_related("item", "site").order_by("pk")
    return [(n.item.sku, n.site.code) for n in found if n.item and n.site]


def test_a_person_is_told_once_on_the_pages_and_by_e_mail() -> None:
    wish()
    alert()

    assert tell(day=DAY) == Told(noted=1, sent=1, failed={})
    assert tell(day=DAY) == Told(noted=0, sent=0, failed={})

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["ana@example.com"],
        "Nova Corrente 21/11/2026: 1 novidade, 1 crítica",
    )
    assert "CABO-1 sem estoque em BA01" in sent.body
    assert Notification.objects.get().emailed_at is not None


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, [("CABO-1", "BA01"), ("FIBRA-1", "SP01")]),
        ({"least_level": "CRITICAL"}, [("CABO-1", "BA01")]),
        ({"family": "TELECOM"}, [("FIBRA-1", "SP01")]),
        ({"category": "EXCESS"}, []),
        ({"kind": "RECOMMENDATION", "least_level": "LOW"}, []),
    ],
)
def test_a_wish_narrows_what_is_told(
    narrowed: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    wish(**narrowed)
    alert()
    alert("FIBRA-1", "SP01", "WARNING")
    tell(day=DAY)
    assert told() == expected


def test_a_wish_for_a_site_leaves_the_others_out() -> None:
    wish(site=Site.objects.get(code="SP01"))
    alert()
    alert(site="SP01")
    tell(day=DAY)
    assert told() == [("CABO-1", "SP01")]


def test_two_wishes_that_meet_tell_once() -> None:
    wish(by_email=False)
    wish(family="ELECTRICAL")
    alert()
    assert tell(day=DAY) == Told(noted=1, sent=1, failed={})


def test_a_wish_without_e_mail_is_told_on_the_pages_alone() -> None:
    wish(by_email=False)
    alert()
    assert tell(day=DAY) == Told(noted=1, sent=0, failed={})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("kind", "until"), [("DISMISSED", None), ("SNOOZED", DAY + timedelta(days=1))]
)
def test_what_somebody_put_off_is_no_news(kind: str, until: date | None) -> None:
    wish()
    alert()
    query(
        "INSERT INTO analytics.decisions (alert_id, kind, actor, until)"
        " SELECT alert_id, %s, 'ana', %s FROM analytics.alerts RETURNING 1",
        kind,
        until,
    )
    assert tell(day=DAY).noted == 0
    assert tell(day=DAY + timedelta(days=1)).noted == (kind == "SNOOZED")


def test_an_alert_that_comes_back_is_news() -> None:
    wish()
    alert()
    tell(day=DAY)
    Alert.objects.update(resolved_at=timezone.now())
    alert()
    assert tell(day=DAY).noted == 1


def test_recommendations_are_told_by_their_priority() -> None:
    wish(kind="RECOMMENDATION", least_level="HIGH")
    for priority in ("MEDIUM", "HIGH"):
        query(
            "INSERT INTO analytics.recommendations (type, priority, message)"
            " VALUES ('REORDER', %s, 'Comprar 7') RETURNING 1",
            priority,
        )
    assert tell(day=DAY).noted == 1
    assert Notification.objects.get().level == "HIGH"


def test_a_person_who_left_is_told_nothing() -> None:
    wish()
    User.objects.filter(username="ana").update(is_active=False)
    alert()
    assert tell(day=DAY) == Told(noted=0, sent=0, failed={})


def test_an_e_mail_that_was_not_taken_goes_with_the_next_digest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wish()
    alert()

    def refuse(*_messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("the mail server hung up")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        failed = tell(day=DAY)

    assert failed.failed == {"ana": "SMTPServerDisconnected: the mail server hung up"}
    assert tell(day=DAY) == Told(noted=0, sent=1, failed={})


def test_without_a_mail_server_the_pages_tell(settings: Settings) -> None:
    settings.EMAIL_URL = None
    wish()
    alert()
    assert tell(day=DAY) == Told(noted=1, sent=0, failed={})


def advise(type_: str, site: str, **evidence: Any) -> None:
    Recommendation.objects.create(
        type=type_, priority="HIGH", message=f"{type_} {site}", dedupe_key=f"{type_}{evidence}",
        item=Item.objects.get(sku="CABO-1"), site=Site.objects.get(code=site), evidence=evidence,
    )  # fmt: skip


def test_whoever_sees_some_sites_is_told_of_those_alone() -> None:
    here, there = (Site.objects.get(code=code) for code in ("BA01", "SP01"))
    for user in (limited_to(here, username="bia"), ana()):
        for kind, least in (("ALERT", "NORMAL"), ("RECOMMENDATION", "LOW")):
            wish(user=user, kind=kind, least_level=least, by_email=False)
    alert(site="BA01")
    alert(site="SP01")
    Alert.objects.create(level="WARNING", category="STALE_DATA", message="x", dedupe_key="x")
    advise("HOLD", "BA01")
    advise("REALLOCATE", "BA01", from_site_id=there.pk)  # tells of the stock of SP01
    advise("REALLOCATE", "BA01", from_site_id=here.pk)
    assert tell(day=DAY).noted == 3 + 6
    found = Notification.objects.filter(user__username="bia").order_by("category", "pk")
    assert [n.message for n in found] == [
        "HOLD BA01", "REALLOCATE BA01", "CABO-1 sem estoque em BA01",
    ]  # fmt: skip
