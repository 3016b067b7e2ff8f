"""The few writes on what readers see: decisions of people, audited, and views brought up to date.

Decisions are small rows beside what a run replaces.
"""

from datetime import date
from typing import Any

from django.db import Error, connection, transaction
from django.http import HttpRequest
from rest_framework.request import Request

from analytics.models import Alert, Decision, Recommendation
from nova.db.sql import read_sql
from support import audit
from support.models import User

Subject = Recommendation | Alert
Asked = HttpRequest | Request | None
ACKNOWLEDGED, SNOOZED, DISMISSED = (kind.value for kind in Decision.Kind)


def acknowledge_recommendation(
    *, recommendation: Recommendation, actor: str, request: Asked = None
) -> Decision:
    """The acknowledgement that stands: the first one, whoever comes later (D-22)."""
    return _decide(recommendation, kind=ACKNOWLEDGED, actor=actor, request=request)


def snooze(
    *, subject: Subject, actor: str, until: date, note: str | None = None, request: Asked = None
) -> Decision:
    """The decision to hear of it again on the day `until`."""
    return _decide(subject, kind=SNOOZED, actor=actor, until=until, note=note, request=request)


def dismiss(
    *, subject: Subject, actor: str, note: str | None = None, request: Asked = None
) -> Decision:
    """The decision to do nothing; the next time the condition comes up it is told anew."""
    return _decide(subject, kind=DISMISSED, actor=actor, note=note, request=request)


def mark_alert_read(*, alert: Alert, user: User, request: Asked = None) -> bool:
    """Whether this was the user's first reading; other people's readings are their own (D-23)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO analytics.alert_reads (alert_id, user_id) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            [alert.alert_id, user.user_id],
        )
        is_first = bool(cursor.rowcount)
        if is_first:
            cursor.execute(
                "UPDATE analytics.alerts SET read_at = CURRENT_TIMESTAMP"
                " WHERE alert_id = %s AND read_at IS NULL",
                [alert.alert_id],
            )
            audit.record(
                actor=user.username,
                action="ALERT_READ",
                request=request,
                entity_type="alert",
                entity_id=alert.alert_id,
                entity_key=alert.dedupe_key,
            )
    return is_first


def _decide(
    subject: Subject,
    *,
    kind: str,
    actor: str,
    request: Asked,
    until: date | None = None,
    note: str | None = None,
) -> Decision:
    is_alert = isinstance(subject, Alert)
    values = {
        "recommendation_id": None if is_alert else subject.pk,
        "alert_id": subject.pk if is_alert else None,
        "kind": kind,
        "actor": actor,
        "until": until,
        "note": note,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(read_sql("analytics", "decide.sql"), values)
        written = cursor.fetchone()
        if written is None:
            return subject.decisions.get(kind=kind)
        decision = Decision.objects.get(decision_id=written[0])
        audit.record(
            actor=actor,
            action=f"{decision.subject}_{kind}",
            request=request,
            entity_type=decision.subject.lower(),
            entity_id=subject.pk,
            entity_key=subject.dedupe_key,
            details={"until": until.isoformat() if until else None, "note": note},
        )
    return decision


def refresh_view(cursor: Any, view: str) -> str | None:
    """Bring a materialized view up to its tables while readers go on; why it failed, None: it did
    not. What the tables hold is published either way, so a failure is told and not raised.
    """
    try:
        with transaction.atomic():
            cursor.execute("SELECT analytics.refresh_view(%s)", [view])
    except Error as error:
        return str(error).partition("\n")[0]
    return None
