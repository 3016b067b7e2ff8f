"""What people decide on advice and alerts: the first word counts, and each is audited."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from analytics.models import Alert, AlertRead, Decision, Recommendation
from analytics.services import acknowledge_recommendation, dismiss, mark_alert_read, snooze
from support.models import AuditLog
from tests.databases import session
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 1)


@pytest.fixture
def advice() -> Recommendation:
    return Recommendation.objects.create(
        type="REORDER", priority="HIGH", message="Comprar 5", dedupe_key="r"
    )


@pytest.fixture
def alert() -> Alert:
    return Alert.objects.create(
        level="WARNING", category="STOCKOUT", message="Sem estoque", dedupe_key="a"
    )


def audited() -> list[tuple[str, str, int | None]]:
    rows = AuditLog.objects.order_by("audit_id").values_list("actor", "action", "entity_id")
    return list(rows)


def test_the_first_acknowledgement_stands(advice: Recommendation) -> None:
    before = len(audited())
    first = acknowledge_recommendation(recommendation=advice, actor="ana")
    again = acknowledge_recommendation(recommendation=advice, actor="bia")
    assert (again.decision_id, again.actor) == (first.decision_id, "ana")
    assert Decision.objects.count() == 1
    assert audited()[before:] == [("ana", "RECOMMENDATION_ACKNOWLEDGED", advice.pk)]


def test_a_snooze_has_its_last_day_and_may_be_repeated(alert: Alert) -> None:
    snooze(subject=alert, actor="ana", until=UNTIL, note="entrega amanhã")
    snooze(subject=alert, actor="ana", until=UNTIL)
    held = Decision.objects.order_by("decision_id").first()
    assert held is not None
    assert (held.subject, held.subject_id, held.kind) == ("ALERT", alert.pk, "SNOOZED")
    assert (held.until, held.note, Decision.objects.count()) == (UNTIL, "entrega amanhã", 2)


def test_a_dismissal_leaves_an_acknowledgement_as_it_was(advice: Recommendation) -> None:
    acknowledge_recommendation(recommendation=advice, actor="ana")
    dismiss(subject=advice, actor="bia", note="obra parada")
    kinds = Decision.objects.order_by("decision_id").values_list("kind", "actor")
    assert list(kinds) == [("ACKNOWLEDGED", "ana"), ("DISMISSED", "bia")]


def test_a_reading_is_of_one_person_and_the_first_is_noted_on_the_alert(alert: Alert) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    before = len(audited())
    assert mark_alert_read(alert=alert, user=ana)
    alert.refresh_from_db()
    first = alert.read_at
    assert not mark_alert_read(alert=alert, user=ana)
    assert mark_alert_read(alert=alert, user=bia)
    alert.refresh_from_db()
    assert (first, alert.read_at) == (alert.read_at, first)
    assert AlertRead.objects.filter(alert=alert).count() == 2
    assert [row[:2] for row in audited()[before:]] == [("ana", "ALERT_READ"), ("bia", "ALERT_READ")]


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "ACKNOWLEDGED"},
        {"kind": "SNOOZED", "recommendation": True},
        {"kind": "DISMISSED", "recommendation": True, "until": UNTIL},
        {"kind": "DISMISSED", "recommendation": True, "alert": True},
        {"kind": "DONE", "recommendation": True},
        {"kind": "DISMISSED", "recommendation": True, "actor": ""},
    ],
    ids=["of nothing", "a snooze without end", "a dismissal with one", "of two things",
         "no such kind", "of nobody"],
)  # fmt: skip
def test_the_database_refuses_a_decision_that_makes_no_sense(
    advice: Recommendation, alert: Alert, columns: dict[str, object]
) -> None:
    values = {
        "actor": "ana", **columns,
        "recommendation": advice if "recommendation" in columns else None,
        "alert": alert if "alert" in columns else None,
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(**values)


def test_what_was_decided_on_is_not_removed_with_its_run(
    advice: Recommendation, alert: Alert
) -> None:
    Recommendation.objects.update(run_id=7)
    Alert.objects.update(run_id=7)
    acknowledge_recommendation(recommendation=advice, actor="ana")
    dismiss(subject=alert, actor="ana")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT analytics.remove_run('recommendations', 7), analytics.remove_run('alerts', 7)"
        )
        assert cursor.fetchone() == (0, 0)
        Decision.objects.all().delete()
        cursor.execute(
            "SELECT analytics.remove_run('recommendations', 7), analytics.remove_run('alerts', 7)"
        )
        assert cursor.fetchone() == (1, 1)


def test_the_api_s_role_may_decide_and_read_and_no_more() -> None:
    with session("nova_api") as own:
        for table, key in (("recommendations", "recommendation_id"), ("alerts", "alert_id")):
            own.execute(
                f"INSERT INTO analytics.decisions ({key}, kind, actor)"
                f" SELECT {key}, 'DISMISSED', 'ana' FROM analytics.{table} RETURNING decision_id"
            )
