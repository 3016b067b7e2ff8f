"""Advice as it is listed, and decisions as they are asked for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from analytics.models import Decision, Recommendation, RecommendationOutcome
from core.models import Region
from support.models import AuditLog, User
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, an_item, limited_to

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user("ana", role="ANALYST"))


def an_advice(sku: str = "CAB-001", **columns: Any) -> Recommendation:
    item = an_item(sku, family=columns.pop("family", "CABOS"))
    given = {"type": "REORDER", "priority": "HIGH", "message": f"Comprar 5 de {sku}", "item": item}
    return Recommendation.objects.create(**{**given, **columns})


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/recommendations?{query}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def decide(client: Client, advice: Recommendation, what: str, **body: Any) -> Any:
    address = f"/api/v1/recommendations/{advice.pk}/{what}"
    return client.patch(address, body, content_type="application/json")


def test_lists_what_to_do_where_and_by_whom_it_was_decided(client: Client) -> None:
    region = Region.objects.create(name="Bahia")
    advice = an_advice(
        site=a_site(region=region), money_at_risk="99.50", quantity_recommended=5,
        action_date=TODAY, created_at=NOON,
    )  # fmt: skip
    decide(client, advice, "acknowledge", note="pedido feito")
    (row,) = listed(client)
    decided_at = row.pop("decided_at")
    assert row == {
        "recommendation_id": advice.pk, "type": "REORDER", "priority": "HIGH",
        "message": "Comprar 5 de CAB-001", "quantity_recommended": 5, "money_at_risk": 99.5,
        "item_id": advice.item_id, "sku": "CAB-001", "item_name": "Item CAB-001",
        "family": "CABOS", "unit_measure": "UN", "site_id": advice.site_id,
        "site_code": "SSA-01", "site_name": "Site SSA-01", "region": "Bahia",
        "action_date": TODAY.isoformat(), "action_until": None, "opened_on": None,
        "created_at": "2026-11-21T12:00:00Z", "closed_at": None, "closed_reason": None,
        "status": "ACKNOWLEDGED", "decided_by": "ana", "snoozed_until": None,
        "decision_note": "pedido feito",
    }  # fmt: skip
    assert abs(datetime.fromisoformat(decided_at) - timezone.now()) < timedelta(minutes=1)


def test_the_most_money_at_risk_comes_first_and_what_has_none_last(client: Client) -> None:
    for sku, money in (("A", 10), ("B", None), ("C", 300), ("D", 20)):
        an_advice(sku, money_at_risk=money)
    assert [row["sku"] for row in listed(client)] == ["C", "D", "A", "B"]


def test_orders_priorities_by_urgency_and_not_by_the_alphabet(client: Client) -> None:
    for priority in ("LOW", "CRITICAL", "MEDIUM", "HIGH"):
        an_advice(priority, priority=priority)
    found = [row["priority"] for row in listed(client, "order_by=-priority")]
    assert found == ["CRITICAL", "HIGH", "MEDIUM", "LOW"]


def five_statuses(client: Client) -> None:
    for what, body in (
        ("open", None), ("acknowledge", {}), ("snooze", {"until": TOMORROW}),
        ("dismiss", {"note": "obra parada"}),
    ):  # fmt: skip
        advice = an_advice(what, type="HOLD" if what == "open" else "REORDER", family=what)
        if body is not None:
            assert decide(client, advice, what, **body).status_code == 200
    an_advice("closed", closed_at=NOON, closed_reason="CONDITION_CLEARED")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"open", "acknowledge", "snooze", "dismiss"}),
        ("status=OPEN", {"open"}),
        ("status=ACKNOWLEDGED,SNOOZED", {"acknowledge", "snooze"}),
        ("status=DISMISSED", {"dismiss"}),
        ("status=CLOSED", {"closed"}),
        ("type=HOLD", {"open"}),
        ("family=open,snooze", {"open", "snooze"}),
        ("q=item%20dismiss", {"dismiss"}),
        ("q=comprar%20snooze", {"snooze"}),
        ("site_id=1", set()),
    ],
)
def test_narrows_to_what_is_asked_for(client: Client, query: str, found: set[str]) -> None:
    five_statuses(client)
    assert {row["sku"] for row in listed(client, query)} == found


def test_a_snooze_is_open_again_on_its_day(client: Client) -> None:
    advice = an_advice()
    Decision.objects.create(recommendation=advice, kind="SNOOZED", actor="ana", until=TODAY)
    assert [row["status"] for row in listed(client)] == ["OPEN"]


def test_shows_twenty_unless_asked_for_more(client: Client) -> None:
    for number in range(21):
        an_advice(f"S{number}")
    assert (len(listed(client)), len(listed(client, "limit=100"))) == (20, 21)


def test_the_actor_is_whoever_asks_whatever_the_body_says(client: Client) -> None:
    advice = an_advice()
    answer = decide(client, advice, "acknowledge", acknowledged_by="chefe@example.com")
    assert answer.json()["status"] == "success"
    assert answer.json()["data"]["decided_by"] == "ana"
    assert AuditLog.objects.get(action="RECOMMENDATION_ACKNOWLEDGED").actor == "ana"


def test_takes_a_decision_back(client: Client) -> None:
    advice = an_advice()
    decide(client, advice, "dismiss", note="obra parada")
    told = decide(client, advice, "reopen").json()["data"]
    assert (told["status"], told["decided_by"], told["decision_note"]) == ("OPEN", None, None)


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("snooze", {}),
        ("snooze", {"until": TODAY.isoformat()}),
        ("snooze", {"until": (TODAY + timedelta(days=366)).isoformat()}),
        ("snooze", {"until": "amanhã"}),
        ("dismiss", {}),
        ("dismiss", {"note": ""}),
        ("dismiss", {"note": "x" * 2001}),
        ("dismiss", {"note": "a\x00b"}),
        ("acknowledge", {"actor": "bia"}),
    ],
)
def test_refuses_a_decision_that_says_too_little_or_too_much(
    client: Client, what: str, body: dict[str, Any]
) -> None:
    answer = decide(client, an_advice(), what, **body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert not Decision.objects.exists()


def test_what_no_longer_applies_cannot_be_decided(client: Client) -> None:
    advice = an_advice(closed_at=NOON, closed_reason="CONDITION_CLEARED")
    answer = decide(client, advice, "acknowledge")
    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")


def in_bulk(client: Client, ids: list[Any], **body: Any) -> Any:
    return client.post(
        "/api/v1/recommendations/decisions", {"recommendation_ids": ids, **body},
        content_type="application/json",
    )  # fmt: skip


def test_decides_on_many_at_once_and_audits_each(client: Client) -> None:
    ids = [an_advice(f"S{number}").pk for number in range(3)]
    answer = in_bulk(client, ids, kind="DISMISSED", note="obra parada")
    assert answer.status_code == 200
    told = [(row["recommendation_id"], row["status"]) for row in answer.json()["data"]]
    assert told == [(one, "DISMISSED") for one in ids]
    audited = AuditLog.objects.filter(action="RECOMMENDATION_DISMISSED").order_by("entity_id")
    assert list(audited.values_list("entity_id", flat=True)) == ids


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "DISMISSED"},
        {"kind": "SNOOZED"},
        {"kind": "ACKNOWLEDGED", "until": TOMORROW},
        {"kind": "FORGOTTEN"},
        {"kind": "REOPENED", "ids": []},
        {"kind": "REOPENED", "ids": list(range(201))},
        {"kind": "REOPENED", "ids": ["x"]},
        {"kind": "REOPENED", "ids": [2**63]},
    ],
)
def test_refuses_a_bulk_decision_that_makes_no_sense(client: Client, fault: dict[str, Any]) -> None:
    ids = fault.pop("ids", [an_advice().pk])
    assert in_bulk(client, ids, **fault).status_code == 400


def test_decides_on_all_that_are_asked_for_or_on_none(client: Client) -> None:
    answer = in_bulk(client, [an_advice().pk, 2**40], kind="ACKNOWLEDGED")
    assert (answer.status_code, Decision.objects.count()) == (404, 0)


def test_other_people_s_sites_are_neither_seen_nor_decided_on(client: Client) -> None:
    user = limited_to(a_site("MINE"))
    User.objects.filter(pk=user.pk).update(role="ANALYST")
    bia = signed_in(user)
    advice = an_advice(site=a_site("OTHER"))
    RecommendationOutcome.objects.create(
        recommendation=advice, run_id=1, window_from=TODAY, window_to=TODAY, counted_days=0,
        ordered_quantity=0, received_quantity=0,
    )  # fmt: skip
    decide(client, advice, "acknowledge")
    outcomes = bia.get("/api/v1/recommendations/outcomes").json()
    assert (outcomes["data"], outcomes["metadata"]["decided_count"]) == ([], 0)
    assert listed(bia) == []
    assert bia.get(f"/api/v1/recommendations/{advice.pk}").status_code == 404
    assert decide(bia, advice, "dismiss", note="não").status_code == 404
    assert [row.actor for row in Decision.objects.all()] == ["ana"]


def test_tells_one_advice_with_its_figures_decisions_and_outcomes(client: Client) -> None:
    site = a_site()
    earlier = an_advice(site=site, closed_at=NOON, closed_reason="CONDITION_CLEARED")
    advice = Recommendation.objects.create(
        type="REORDER", priority="LOW", message="Comprar 7", item=earlier.item, site=site,
        evidence={"rule": "REORDER", "current_stock": 3.5},
    )  # fmt: skip
    RecommendationOutcome.objects.create(
        recommendation=earlier, run_id=1, window_from=TODAY, window_to=TODAY, counted_days=1,
        stockout_days=0, stockout=False, ordered_quantity=5, received_quantity=0, acted_on=True,
    )  # fmt: skip
    decide(client, advice, "snooze", until=TOMORROW)
    decide(client, advice, "reopen")
    told = client.get(f"/api/v1/recommendations/{advice.pk}").json()
    assert told["evidence"] == {"rule": "REORDER", "current_stock": 3.5}
    assert [(row["kind"], row["actor"], row["until"]) for row in told["decisions"]] == [
        ("REOPENED", "ana", None),
        ("SNOOZED", "ana", TOMORROW),
    ]
    (outcome,) = told["outcomes"]
    assert (outcome["recommendation_id"], outcome["acted_on"]) == (earlier.pk, True)
    assert (outcome["stockout"], outcome["ordered_quantity"]) == (False, 5)


def test_scores_decisions_by_what_came_of_the_advice(client: Client) -> None:
    # Three acknowledged and acted on, one of them out of stock all the same, one never counted.
    for number, stockout in enumerate((True, False, None)):
        advice = an_advice(f"S{number}", created_at=timezone.now() - timedelta(hours=2))
        decide(client, advice, "acknowledge")
        RecommendationOutcome.objects.create(
            recommendation=advice, run_id=1, window_from=TODAY, window_to=TODAY,
            counted_days=int(stockout is not None),
            stockout_days=None if stockout is None else int(stockout), stockout=stockout,
            ordered_quantity=5, received_quantity=0, acted_on=True, unmet_quantity=number,
        )  # fmt: skip
    body = client.get("/api/v1/recommendations/outcomes").json()
    assert body["data"] == [
        {
            "type": "REORDER", "decision": "ACKNOWLEDGED", "acted_on": True, "advice_count": 3,
            "judged_count": 2, "stockout_count": 1, "stockout_rate": 0.5, "unmet_quantity": 3,
        }
    ]  # fmt: skip
    assert body["metadata"]["decided_count"] == 3
    assert body["metadata"]["median_hours_to_decision"] == pytest.approx(2, abs=0.05)


def test_asks_the_same_number_of_questions_for_one_advice_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = an_advice("S", site=a_site())
    for number in range(5):
        decide(client, an_advice(f"S{number}"), "acknowledge")
    with django_assert_num_queries(2):  # session, rows
        listed(client)
    with django_assert_num_queries(4):  # session, advice, decisions, outcomes
        client.get(f"/api/v1/recommendations/{first.pk}")


def test_decides_on_two_hundred_in_as_many_statements_as_on_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = an_item()
    ids = [
        Recommendation.objects.create(
            type="HOLD", priority="LOW", message="Esperar", item=item
        ).pk
        for _ in range(200)
    ]  # fmt: skip
    with django_assert_num_queries(7):  # session, savepoint x 2, lock, decisions, audit, rows
        assert in_bulk(client, ids, kind="ACKNOWLEDGED").status_code == 200
