"""Limits on guessing passwords, counted in the audit log: one count for every process and door.

Both limits hold for the client's address, which a client cannot choose (nova.api.requests):
an address has so many attempts in the time of LOGIN_RATE, and LOCK_AFTER failures with one name
lock that name for that address alone, so nobody can lock a colleague out from elsewhere.
Neither asks whether the name exists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.forms import UsernameField
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from nova.api.requests import client_address
from support.audit import actor_of, door_of, record
from support.models import AuditLog

LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=15)
LOCKED = "LOGIN_LOCKED"
UNITS = {unit: timedelta(**{f"{unit}s": 1}) for unit in ("second", "minute", "hour", "day")}

LoggedIn = TypeVar("LoggedIn")


@dataclass(frozen=True)
class Attempt:
    actor: str
    action: str
    at: datetime


@dataclass(frozen=True)
class Rate:
    """So many attempts in that time."""

    count: int
    within: timedelta

    @classmethod
    def of(cls, text: str) -> "Rate":
        """text: such as 20/minute."""
        count, _, unit = text.partition("/")
        return cls(int(count), UNITS[unit])


def guarded(
    login: Callable[[], LoggedIn], *, username: str, request: HttpRequest | Request
) -> LoggedIn:
    """What login gives; Throttled before a password is hashed when there were too many attempts.

    The logins of one address take turns, so that many at once are not counted as few.
    """
    address, actor = client_address(request.META), actor_of(username)
    with transaction.atomic():
        _take_turn(address)
        attempts, now = _attempts(address), timezone.now()
        free_at = _rate_over(attempts, now)
        if free_at is None:
            free_at = _lock_over(attempts, actor, now)
            if free_at is None:
                return login()
            record(actor=actor, action=LOCKED, request=request, details={"via": door_of(request)})
    raise Throttled(wait=(free_at - now).total_seconds())


def guarded_admin_login(
    login: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The admin's login under the limits of the API's.

    The name is counted as the form will read it, so that no other spelling of it counts anew.
    """

    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return login(request, *args, **kwargs)
        try:
            return guarded(
                lambda: login(request, *args, **kwargs),
                username=str(UsernameField().to_python(request.POST.get("username"))),
                request=request,
            )
        except Throttled as refused:
            wait = str(int(getattr(refused, "wait", None) or 0) + 1)
            text = f"Muitas tentativas de acesso. Aguarde {wait} segundos."
            return HttpResponse(
                text, status=429, headers={"Retry-After": wait}, content_type="text/plain"
            )

    return limited


def _take_turn(address: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"login:{address}"]
        )


def _attempts(address: str | None) -> list[Attempt]:
    """Of the address, the newest first; not all of them when the limits have long been passed."""
    rate = Rate.of(settings.LOGIN_RATE)
    since = timezone.now() - max(rate.within, LOCK_FOR)
    found = AuditLog.objects.filter(
        ip_address=address, timestamp__gt=since, action__in=("LOGIN", "LOGIN_FAILED", LOCKED)
    ).order_by("-timestamp")
    most = max(rate.count, 1000)
    return [Attempt(*row) for row in found.values_list("actor", "action", "timestamp")[:most]]


def _rate_over(attempts: Sequence[Attempt], now: datetime) -> datetime | None:
    """When the address has an attempt again; None: now."""
    rate = Rate.of(settings.LOGIN_RATE)
    if len(attempts) < rate.count:
        return None
    free_at = attempts[rate.count - 1].at + rate.within
    return free_at if free_at > now else None


def _lock_over(attempts: Sequence[Attempt], actor: str, now: datetime) -> datetime | None:
    """When the name may be tried again from there; None: now. A success wipes out failures."""
    failures: list[datetime] = []
    for attempt in attempts:
        if attempt.actor != actor or attempt.action == LOCKED:
            continue
        if attempt.action == "LOGIN":
            break
        failures.append(attempt.at)
    if len(failures) < LOCK_AFTER:
        return None
    free_at = failures[LOCK_AFTER - 1] + LOCK_FOR
    return free_at if free_at > now else None
