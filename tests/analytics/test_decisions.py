"""What people decide on advice and alerts: the last word stands, and each is audited."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from analytics.models import Alert, AlertRead, Decision, Recommendation, StandingDecision
from analytics.services import Undecidable, Verdict, decide, mark_alerts_read
from support.models import AuditLog, User
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


def decided(on: Recommendation | Alert, kind: str, by: User, **details: Any) -> list[int]:
    subject = "ALERT" if isinstance(on, Alert) else "RECOMMENDATION"
    verdict = Verdict(Decision.Kind(kind), **details)
    return decide(subject=subject, ids=[on.pk], verdict=verdict, actor=by)


def test_the_first_acknowledgement_stands(advice: Recommendation) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    before = len(audited())
    assert decided(advice, "ACKNOWLEDGED", ana) == [advice.pk]
    assert decided(advice, "ACKNOWLEDGED", bia) == []
    assert Decision.objects.get().actor == "ana"
    assert audited()[before:] == [("ana", "RECOMMENDATION_ACKNOWLEDGED", advice.pk)]


def test_of_two_acknowledgements_at_one_moment_one_stands(
    advice: Recommendation,
) -> None:
    ana = a_user("ana")
    with session("nova_api") as other:
        held = "SELECT pg_try_advisory_xact_lock(hashtext('analytics.decisions'))"
        decided(advice, "ACKNOWLEDGED", ana)  # not committed: whoever else decides waits for it
        assert other.execute(held).fetchone() == (False,)


def test_a_snooze_has_its_last_day_and_may_be_put_off_again(alert: Alert) -> None:
    ana = a_user("ana")
    decided(alert, "SNOOZED", ana, until=UNTIL, note="entrega amanhã")
    assert decided(alert, "SNOOZED", ana, until=UNTIL) == []
    assert decided(alert, "SNOOZED", ana, until=UNTIL + timedelta(days=1)) == [alert.pk]
    first = Decision.objects.order_by("decision_id")[0]
    assert (first.subject, first.subject_id, first.kind) == ("ALERT", alert.pk, "SNOOZED")
    assert (first.until, first.note, Decision.objects.count()) == (UNTIL, "entrega amanhã", 2)


def test_the_last_decision_stands_and_the_others_are_kept(advice: Recommendation) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    decided(advice, "ACKNOWLEDGED", ana)
    decided(advice, "DISMISSED", bia, note="obra parada")
    kinds = Decision.objects.order_by("decision_id").values_list("kind", "actor")
    assert list(kinds) == [("ACKNOWLEDGED", "ana"), ("DISMISSED", "bia")]
    assert StandingDecision.objects.get(recommendation=advice).kind == "DISMISSED"


def test_what_was_taken_back_is_open_and_may_be_decided_anew(advice: Recommendation) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    decided(advice, "ACKNOWLEDGED", ana)
    assert decided(advice, "REOPENED", bia) == [advice.pk]
    assert not StandingDecision.objects.exists()
    assert decided(advice, "REOPENED", bia) == []  # it is open already
    decided(advice, "ACKNOWLEDGED", bia)
    assert StandingDecision.objects.get().actor == "bia"


def test_audits_what_stood_before_and_what_stands_now(advice: Recommendation) -> None:
    ana = a_user("ana")
    decided(advice, "SNOOZED", ana, until=UNTIL)
    decided(advice, "DISMISSED", ana, note="obra parada")
    written = AuditLog.objects.get(action="RECOMMENDATION_DISMISSED")
    assert written.entity_key == "r"
    assert written.details == {
        "before": {"kind": "SNOOZED", "actor": "ana", "until": "2026-12-01", "note": None},
        "after": {"kind": "DISMISSED", "until": None, "note": "obra parada"},
    }


@pytest.mark.parametrize("fault", ["missing", "closed"])
def test_decides_on_all_or_on_none(advice: Recommendation, fault: str) -> None:
    over = Recommendation.objects.create(
        type="HOLD", priority="LOW", message="Esperar", closed_at=timezone.now(),
        closed_reason="CONDITION_CLEARED",
    )  # fmt: skip
    ana, other = a_user("ana"), 2**40 if fault == "missing" else over.pk
    before = len(audited())
    with pytest.raises(Undecidable) as refused:
        decide(
            subject="RECOMMENDATION", ids=[advice.pk, other], actor=ana,
            verdict=Verdict(Decision.Kind.DISMISSED, note="não"),
        )  # fmt: skip
    assert getattr(refused.value, fault) == [other]
    assert (Decision.objects.count(), len(audited())) == (0, before)


def test_a_reading_is_of_one_person_and_the_first_is_noted_on_the_alert(alert: Alert) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    before = len(audited())
    assert mark_alerts_read(ids=[alert.pk], user=ana) == [alert.pk]
    alert.refresh_from_db()
    first = alert.read_at
    assert mark_alerts_read(ids=[alert.pk], user=ana) == []
    assert mark_alerts_read(ids=[alert.pk], user=bia) == [alert.pk]
    alert.refresh_from_db()
    assert first is not None
    assert alert.read_at == first
    assert AlertRead.objects.filter(alert=alert).count() == 2
    assert [row[:2] for row in audited()[before:]] == [("ana", "ALERT_READ"), ("bia", "ALERT_READ")]


def test_reads_many_alerts_at_once_or_none_of_them(alert: Alert) -> None:
    ana = a_user("ana")
    other = Alert.objects.create(level="NORMAL", category="DRIFT", message="Desvio")
    with pytest.raises(Undecidable):
        mark_alerts_read(ids=[alert.pk, 2**40], user=ana)
    assert not AlertRead.objects.exists()
    assert mark_alerts_read(ids=[alert.pk, other.pk, alert.pk], user=ana) == [alert.pk, other.pk]
    assert AuditLog.objects.get(action="ALERT_READ").details == {"alert_ids": [alert.pk, other.pk]}


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
    ana = a_user("ana")
    decided(advice, "ACKNOWLEDGED", ana)
    decided(alert, "DISMISSED", ana)
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
