"""The audit log: who did what, to what, from where. The database numbers, dates and chains it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from rest_framework.request import Request

from nova.api.requests import client_address, user_agent
from support.models import AuditLog, User

ACTOR_LENGTH = 150
UNKNOWN_ACTOR = "anonymous"


def record(
    *,
    actor: str,
    action: str,
    request: HttpRequest | Request | None = None,
    entity_type: str | None = None,
    entity_id: int | None = None,
    entity_key: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> AuditLog:
    """The row written. With a request also its id, client address and agent."""
    meta = request.META if request is not None else {}
    return AuditLog.objects.create(
        actor=actor_of(actor),
        action=action,
        entity_type=entity_type,
        entity_id=entity_id,
        entity_key=entity_key,
        details=dict(details or {}),
        request_id=meta.get("nova.request_id"),
        ip_address=client_address(meta),
        user_agent=user_agent(meta),
    )


@contextmanager
def on_behalf_of(
    *, actor: str, request: HttpRequest | Request | None, tells_scope: bool = False
) -> Iterator[None]:
    """One transaction in which the table of users, which audits itself, names actor and request.

    tells_scope: whoever calls writes the row of a changed scope, with the places in it.
    """
    meta = request.META if request is not None else {}
    told: dict[str, Any] = {
        "actor": actor_of(actor),
        "request_id": meta.get("nova.request_id"),
        "ip_address": client_address(meta),
        "user_agent": user_agent(meta),
    }
    with transaction.atomic():
        _tell_database(json.dumps(told | {"scope": True} if tells_scope else told))
        yield
        _tell_database("")


def _tell_database(told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('nova.audit', %s, TRUE)", [told])


@dataclass(frozen=True)
class Entity:
    """What one action of several was done to."""

    entity_id: int
    entity_key: str | None
    details: Mapping[str, Any]


def record_each(
    *,
    actor: str,
    action: str,
    request: HttpRequest | Request | None,
    entity_type: str,
    entities: Sequence[Entity],
) -> None:
    """A row for each entity, all in one statement."""
    meta = request.META if request is not None else {}
    AuditLog.objects.bulk_create(
        AuditLog(
            actor=actor_of(actor),
            action=action,
            entity_type=entity_type,
            entity_id=entity.entity_id,
            entity_key=entity.entity_key,
            details=dict(entity.details),
            request_id=meta.get("nova.request_id"),
            ip_address=client_address(meta),
            user_agent=user_agent(meta),
        )
        for entity in entities
    )


def actor_of(name: str) -> str:
    """A name as audit rows have it."""
    return name.replace("\x00", "")[:ACTOR_LENGTH] or UNKNOWN_ACTOR


def record_login(*, request: HttpRequest | None, user: User, **_signal: Any) -> None:
    """LOGIN, by the API or the admin."""
    record(
        actor=user.username,
        action="LOGIN",
        request=request,
        entity_type="user",
        entity_id=user.user_id,
        entity_key=user.username,
        details={"via": door_of(request)},
    )


def record_failed_login(
    *,
    credentials: Mapping[str, Any],
    request: HttpRequest | None = None,
    reason: str | None = None,
    **_signal: Any,
) -> None:
    """LOGIN_FAILED with the name that was tried, never the password; reason: of a right one."""
    told = {"via": door_of(request)}
    record(
        actor=str(credentials.get("username", "")),
        action="LOGIN_FAILED",
        request=request,
        details=told | {"reason": reason} if reason else told,
    )


def record_admin_logout(*, request: HttpRequest, user: User | None, **_signal: Any) -> None:
    """LOGOUT from the admin; the API's own logout writes its row itself."""
    if user is not None:
        record(
            actor=user.username,
            action="LOGOUT",
            request=request,
            entity_type="user",
            entity_id=user.user_id,
            entity_key=user.username,
            details={"via": door_of(request)},
        )


def door_of(request: HttpRequest | Request | None) -> str:
    if request is None:
        return "command"
    return "admin" if request.path.startswith("/admin") else "api"
