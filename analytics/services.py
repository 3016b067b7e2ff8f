"""The few writes on what readers see: decisions of people, audited, and views brought up to date.

Decisions are small rows beside what a run replaces.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import Error, connection, transaction
from django.http import HttpRequest
from rest_framework.request import Request

from analytics.models import Decision
from nova.db.sql import read_sql
from support import audit
from support.models import User

Asked = HttpRequest | Request | None
LAST_ID = 2**63 - 1  # of a BIGINT column
RECOMMENDATION, ALERT = "RECOMMENDATION", "ALERT"


class Undecidable(Exception):  # noqa: N818 - what the caller asked of, not a fault of ours
    """Some of the advice or alerts are not there, or over; nothing was written."""

    def __init__(self, *, missing: Sequence[int] = (), closed: Sequence[int] = ()) -> None:
        self.missing, self.closed = missing, closed
        super().__init__(f"missing {list(missing)}, closed {list(closed)}")


@dataclass(frozen=True)
class Verdict:
    """What somebody decides. until: the day to hear of it again, of a snooze only."""

    kind: Decision.Kind
    until: date | None = None
    note: str | None = None


@transaction.atomic
def decide(
    *, subject: str, ids: Sequence[int], verdict: Verdict, actor: User, request: Asked = None
) -> list[int]:
    """Ids on which this is news; what stands already, stands in the name of who came first (D-22).

    All of them or none: Undecidable where the user sees no such one, or it is over.
    """
    _refuse(ids, found=[one for one in ids if one <= LAST_ID])
    rows = _written(subject, ids, verdict, actor)
    _refuse(
        ids,
        found=[row["subject_id"] for row in rows],
        closed=[row["subject_id"] for row in rows if row["is_closed"]],
    )
    new = [row for row in rows if row["is_written"]]
    audit.record_each(
        actor=actor.username,
        action=f"{subject}_{verdict.kind}",
        request=request,
        entity_type=subject.lower(),
        entities=[
            audit.Entity(row["subject_id"], row["dedupe_key"], _change(row["stood"], verdict))
            for row in new
        ],
    )
    return [row["subject_id"] for row in new]


@transaction.atomic
def mark_alerts_read(*, ids: Sequence[int], user: User, request: Asked = None) -> list[int]:
    """Ids that the user had not read before; other people's readings are their own (D-23).

    All of them or none: Undecidable where the user sees no such one.
    """
    _refuse(ids, found=[one for one in ids if one <= LAST_ID])
    asked = {
        "ids": sorted(set(ids)),
        "user_id": user.user_id,
        "limited_to": user.scope.limited_to,
    }
    rows = _rows("mark_read.sql", asked)
    _refuse(ids, found=[row["alert_id"] for row in rows])
    new = [row for row in rows if row["is_first"]]
    if new:
        audit.record(
            actor=user.username,
            action="ALERT_READ",
            request=request,
            entity_type="alert",
            **_read(new),
        )
    return [row["alert_id"] for row in new]


def _read(alerts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What an audit row tells of them: one by its id and key, several by their ids."""
    if len(alerts) == 1:
        return {"entity_id": alerts[0]["alert_id"], "entity_key": alerts[0]["dedupe_key"]}
    return {"details": {"alert_ids": [alert["alert_id"] for alert in alerts]}}


def _refuse(ids: Sequence[int], *, found: Sequence[int], closed: Sequence[int] = ()) -> None:
    missing = sorted(set(ids) - set(found))
    if missing or closed:
        raise Undecidable(missing=missing, closed=closed)


def _change(stood: str | None, verdict: Verdict) -> dict[str, Any]:
    """What stood before, as the database tells it in JSON, and what stands now."""
    until = verdict.until.isoformat() if verdict.until else None
    return {
        "before": json.loads(stood) if stood else None,
        "after": {**asdict(verdict), "until": until},
    }


def _written(
    subject: str, ids: Sequence[int], verdict: Verdict, actor: User
) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:  # one decision after another: each sees what stands
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('analytics.decisions'))")
    asked = {
        "subject": subject,
        "ids": sorted(set(ids)),
        "actor": actor.username,
        "limited_to": actor.scope.limited_to,
        **asdict(verdict),
    }
    return _rows("decide.sql", asked)


def _rows(name: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(read_sql("analytics", name), asked)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


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
