"""What changes users and their sessions; each change is audited in its own transaction.

The table of users writes its own audit rows (support/sql/0008_audit_users.sql).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.request import Request
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from nova.api.requests import client_address, user_agent
from support.audit import on_behalf_of, record
from support.models import User, UserSession

AnyRequest = HttpRequest | Request
CHANGEABLE = ("email", "role", "is_active")
KILLING = ("role", "is_active")


class SessionOver(Exception):  # noqa: N818 - the state it reports, not a fault
    """The session is revoked, expired, unknown, or its user may no longer log in."""


@dataclass(frozen=True)
class Tokens:
    """The two tokens of a session as they are sent; lifetimes in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    refresh_expires_in: int
    user: User
    token_type: str = "Bearer"  # noqa: S105


@dataclass(frozen=True)
class Claims:
    """What a token says of its session; expires_at in seconds since 1970."""

    session_id: uuid.UUID
    user_id: int
    token_version: int
    jti: uuid.UUID
    expires_at: int

    @classmethod
    def of(cls, token: Token) -> "Claims":
        """ValueError or KeyError for a token that is not of our making."""
        return cls(
            session_id=uuid.UUID(str(token["sid"])),
            user_id=int(token["user_id"]),
            token_version=int(token["tv"]),
            jti=uuid.UUID(str(token["jti"])),
            expires_at=int(token["exp"]),
        )


@transaction.atomic
def open_session(*, user: User, request: AnyRequest) -> Tokens:
    """Tokens of a new session; last_login and the audit row LOGIN are written with it."""
    now = timezone.now()
    session = UserSession.objects.create(
        session_id=uuid.uuid4(),
        user=user,
        refresh_jti=uuid.uuid4(),
        started_at=now,
        refreshed_at=now,
        expires_at=now + settings.SESSION_LIFETIME,
        ip_address=client_address(request.META),
        user_agent=user_agent(request.META),
    )
    plain = request._request if isinstance(request, Request) else request
    user_logged_in.send(sender=User, request=plain, user=user)
    return _tokens(session, now)


def renew_session(*, claims: Claims, request: AnyRequest) -> Tokens:
    """New tokens for a refresh token that was not used before; SessionOver otherwise.

    A token that was already used is in two hands, so its whole session ends.
    """
    tokens = _swapped(claims)
    if tokens is None:
        _end_reused(claims=claims, request=request)
        raise SessionOver
    return tokens


@transaction.atomic
def close_session(*, claims: Claims, request: AnyRequest) -> None:
    """Revoke the session of a token; nothing happens when it is over already."""
    session = UserSession.objects.filter(session_id=claims.session_id, user_id=claims.user_id)
    if session.revoke("LOGOUT"):
        record(
            actor=User.objects.values_list("username", flat=True).get(user_id=claims.user_id),
            action="LOGOUT",
            request=request,
            entity_type="user",
            entity_id=claims.user_id,
            details={"via": "api", "session_id": str(claims.session_id)},
        )


@transaction.atomic
def revoke_sessions(*, user: User, reason: str, actor: str, request: AnyRequest) -> int:
    """End every session of a user; their number."""
    ended = end_sessions(user=user, reason=reason)
    record(
        actor=actor,
        action="SESSION_REVOKED",
        request=request,
        entity_type="user",
        entity_id=user.user_id,
        entity_key=user.username,
        details={"reason": reason, "sessions": ended},
    )
    return ended


@transaction.atomic
def end_sessions(*, user: User, reason: str) -> int:
    """Number of the user's sessions that end with a change, which the change's own row tells of."""
    ended = UserSession.objects.filter(user=user).revoke(reason)
    User.objects.filter(pk=user.pk).update(token_version=F("token_version") + 1)
    user.refresh_from_db(fields=["token_version"])
    return ended


@transaction.atomic
def end_session(*, session: UserSession, actor: str, request: AnyRequest) -> bool:
    """Whether the session was open; its tokens are refused from now on."""
    if not UserSession.objects.filter(pk=session.pk).revoke("ADMIN"):
        return False
    record(
        actor=actor,
        action="SESSION_REVOKED",
        request=request,
        entity_type="user",
        entity_id=session.user_id,
        entity_key=session.user.username,
        details={"reason": "ADMIN", "session_id": str(session.pk)},
    )
    return True


def create_user(*, user: User, actor: str, request: AnyRequest) -> User:
    """The user, saved. user: unsaved, its password already hashed."""
    with on_behalf_of(actor=actor, request=request):
        user.save(force_insert=True)
    return user


def change_user(*, user: User, actor: str, request: AnyRequest) -> User:
    """The user, saved. A changed role or activity ends every session."""
    with on_behalf_of(actor=actor, request=request):
        before = User.objects.select_for_update().get(pk=user.pk)
        user.save(update_fields=CHANGEABLE)
        if any(getattr(before, name) != getattr(user, name) for name in KILLING):
            end_sessions(user=user, reason="USER_CHANGED")
    return user


@transaction.atomic
def _swapped(claims: Claims) -> Tokens | None:
    """The winner's tokens. Its row lock holds the losers back until it has read them."""
    new = uuid.uuid4()
    swapped = UserSession.objects.swap_refresh(
        session_id=claims.session_id, presented=claims.jti, new=new
    )
    session = UserSession.objects.bearing(
        session_id=claims.session_id, user_id=claims.user_id, token_version=claims.token_version
    )
    return _tokens(session, timezone.now()) if swapped and session else None


@transaction.atomic
def _end_reused(*, claims: Claims, request: AnyRequest) -> None:
    session = UserSession.objects.filter(
        session_id=claims.session_id, user_id=claims.user_id
    ).exclude(refresh_jti=claims.jti)
    if session.revoke("REUSE"):
        record(
            actor=User.objects.values_list("username", flat=True).get(user_id=claims.user_id),
            action="SESSION_REVOKED",
            request=request,
            entity_type="user",
            entity_id=claims.user_id,
            details={"reason": "REUSE", "session_id": str(claims.session_id)},
        )


def _tokens(session: UserSession, now: datetime) -> Tokens:
    rest = session.expires_at - now
    access_for = min(settings.ACCESS_TOKEN_LIFETIME, rest)
    refresh_for = min(settings.SESSION_IDLE_LIFETIME, rest)
    refresh = _signed(RefreshToken(), session, now, refresh_for)
    refresh["jti"] = session.refresh_jti.hex
    access = _signed(AccessToken(), session, now, access_for)
    access["role"] = session.user.role  # for the reader's information; the row decides
    return Tokens(
        access_token=str(access),
        refresh_token=str(refresh),
        expires_in=int(access_for.total_seconds()),
        refresh_expires_in=int(refresh_for.total_seconds()),
        user=session.user,
    )


def _signed(token: Token, session: UserSession, now: datetime, lifetime: timedelta) -> Token:
    token.set_exp(from_time=now, lifetime=lifetime)
    token["user_id"] = session.user_id
    token["sid"] = session.session_id.hex
    token["tv"] = session.user.token_version
    return token
