"""Each thing the API does leaves its one row: every write, every file, every login that failed."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from analytics.models import Alert, Decision, Recommendation
from analytics.services import Verdict, decide
from core.models import Supplier
from nova.api.permissions import api_routes
from support.models import User
from tests.nova.api.test_database_role import READ
from tests.nova.audit.trail import (
    CLIENT,
    FORGED,
    ORIGIN,
    TRACE,
    Told,
    is_told,
    served_by_the_api_role,
    trail,
)
from tests.support.api import client_with, tokens_of
from tests.support.factories import PASSWORD, a_load, a_site, a_user, an_item, demand

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
STOOD = {"kind": "ACKNOWLEDGED", "actor": "root", "until": None, "note": None}
API = {"via": "api"}


class Write(NamedTuple):
    """One call of a route. before: a decision that stands already."""

    route: str
    method: str
    path: str
    body: dict[str, Any]
    told: Told | None
    before: bool = False
    status: int = 200


def decision(kind: str, *, until: str | None = None, note: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "until": until, "note": note}


def bulk(kind: str, told: Told, *, before: bool = False, **details: str) -> Write:
    body = {"recommendation_ids": "both", "kind": kind, **details}
    return Write("recommendations-decide", "post", "recommendations/decisions", body, told, before)


def one(kind: str, route: str, *, before: bool = False, **details: str) -> Write:
    told = Told(f"RECOMMENDATION_{kind}", changed(kind, before=before, **details))
    path = f"recommendations/{{first}}/{route}"
    return Write(f"recommendation-{route}", "patch", path, details, told, before)


def many(kind: str, *, before: bool = False, **details: str) -> Write:
    told = Told(f"RECOMMENDATION_{kind}", changed(kind, before=before, **details), rows=2)
    return bulk(kind, told, before=before, **details)


def changed(kind: str, *, before: bool, **details: str) -> dict[str, Any]:
    return {"before": STOOD if before else None, "after": decision(kind, **details)}


LOGIN = ("auth-login", "post", "auth/login")
WRITES = {
    "login": Write(*LOGIN, {"username": "root", "password": PASSWORD}, Told("LOGIN", API)),
    "a wrong password": Write(
        *LOGIN, {"username": "root", "password": "wrong"}, Told("LOGIN_FAILED", API), status=401
    ),
    "a name that is not there": Write(
        *LOGIN, {"username": "eve", "password": PASSWORD},
        Told("LOGIN_FAILED", API, actor="eve"), status=401,
    ),
    "a name that may not enter": Write(
        *LOGIN, {"username": "gone", "password": PASSWORD},
        Told("LOGIN_FAILED", API, actor="gone"), status=401,
    ),
    "refresh": Write("auth-refresh", "post", "auth/refresh", {"refresh_token": "mine"}, None),
    "logout": Write(
        "auth-logout", "post", "auth/logout", {"refresh_token": "mine"}, Told("LOGOUT"), status=204
    ),
    "acknowledge": one("ACKNOWLEDGED", "acknowledge"),
    "snooze": one("SNOOZED", "snooze", until=TOMORROW),
    "dismiss": one("DISMISSED", "dismiss", note="obra parada"),
    "dismiss what stood": one("DISMISSED", "dismiss", before=True, note="obra parada"),
    "reopen": one("REOPENED", "reopen", before=True),
    "acknowledge two": many("ACKNOWLEDGED"),
    "snooze two": many("SNOOZED", until=TOMORROW),
    "dismiss two": many("DISMISSED", before=True, note="obra parada"),
    "reopen two": many("REOPENED", before=True),
    "read": Write(
        "alert-mark-read", "patch", "alerts/{alert}/mark-read", {}, Told("ALERT_READ", {})
    ),
    "read several": Write(
        "alerts-mark-read", "post", "alerts/mark-read", {"alert_ids": "alerts"},
        Told("ALERT_READ", lambda ids: {"alert_ids": [ids["alert"], ids["other"]]}),
    ),
}  # fmt: skip


@pytest.fixture
def root() -> User:
    a_user("gone", active=False)
    return a_user("root", role="ADMIN")


@pytest.fixture
def ids(root: User) -> dict[str, int]:
    """Two recommendations and two alerts, and what files are of."""
    item, site = an_item(), a_site()
    demand(item, site, {date(2026, 10, 31): "3"})
    a_load()
    pair = {"item": item, "site": site}
    advice = [
        Recommendation.objects.create(type="HOLD", priority="LOW", message="x", dedupe_key=key)
        for key in "ab"
    ]
    alerts = [
        Alert.objects.create(level="NORMAL", category="X", message="x", dedupe_key=key, **pair)
        for key in "ab"
    ]
    return {
        "first": advice[0].pk, "second": advice[1].pk,
        "alert": alerts[0].pk, "other": alerts[1].pk,
        "advice": advice[0].pk, "item": item.pk, "site": site.pk,
        "supplier": Supplier.objects.create(code="S1", name="Supplier").pk,
    }  # fmt: skip


def prepared(write: Write, root: User, ids: dict[str, int]) -> tuple[Client, dict[str, Any]]:
    """Who calls, and the body with its ids and token."""
    tokens = tokens_of(root)
    if write.before:
        both, verdict = [ids["first"], ids["second"]], Verdict(Decision.Kind.ACKNOWLEDGED)
        decide(subject="RECOMMENDATION", ids=both, verdict=verdict, actor=root)
    words = {
        "both": [ids["first"], ids["second"]],
        "alerts": [ids["alert"], ids["other"]],
        "mine": tokens.refresh_token,
    }
    body = {
        name: words[value] if isinstance(value, str) and value in words else value
        for name, value in write.body.items()
    }
    return client_with(tokens.access_token), body


def call(client: Client, write: Write, body: dict[str, Any], ids: dict[str, int]) -> int:
    path = f"/api/v1/{write.path.format(**ids)}"
    send = getattr(client, write.method)
    answer = send(path, body, content_type="application/json", **ORIGIN)
    return int(answer.status_code)


def test_the_table_above_has_every_route_that_writes() -> None:
    writing = {route.name for route in api_routes() if route.methods - {"GET"}}
    assert writing == {write.route for write in WRITES.values()}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_leaves_one_row_for_each_thing_it_is_done_to(
    name: str, root: User, ids: dict[str, int]
) -> None:
    write = WRITES[name]
    client, body = prepared(write, root, ids)
    with served_by_the_api_role(), trail() as rows:
        assert call(client, write, body, ids) == write.status
    if write.told:
        is_told(rows, write.told, ids)
    else:
        assert rows == []


@pytest.mark.parametrize("name", [n for n, w in WRITES.items() if not w.path.startswith("auth/")])
def test_what_is_done_again_is_no_news(name: str, root: User, ids: dict[str, int]) -> None:
    write = WRITES[name]
    client, body = prepared(write, root, ids)
    call(client, write, body, ids)
    with trail() as rows:
        assert call(client, write, body, ids) == 200
    assert rows == []


def test_a_refresh_token_used_twice_is_told_once(root: User) -> None:
    tokens = tokens_of(root)
    write = Write("", "post", "auth/refresh", {"refresh_token": tokens.refresh_token}, None)
    call(Client(), write, write.body, {})
    with trail() as rows:
        assert call(Client(), write, write.body, {}) == 401
    is_told(rows, Told("SESSION_REVOKED"), {})
    assert rows[0].details["reason"] == "REUSE"


def test_a_locked_name_is_told(root: User) -> None:
    body = {"username": "root", "password": "wrong"}
    write = Write("", "post", "auth/login", body, None)
    for _ in range(5):
        call(Client(), write, body, {})
    with trail() as rows:
        assert call(Client(), write, body | {"password": PASSWORD}, {}) == 429
    is_told(rows, Told("LOGIN_LOCKED", API), {})


EXPORTED = sorted(route.name for route in api_routes() if getattr(route.view, "export", None))


def test_some_lists_are_had_as_files() -> None:
    assert len(EXPORTED) >= 10


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("route", EXPORTED)
def test_a_file_leaves_one_row_with_what_it_was_asked(
    route: str, kind: str, root: User, ids: dict[str, int]
) -> None:
    path, _, query = READ[route].format(**ids).partition("?")
    asked = dict(pair.split("=") for pair in query.split("&") if pair)
    asked.pop("limit", None)
    client = client_with(tokens_of(root).access_token)
    with served_by_the_api_role(), trail() as rows:
        answer: Any = client.get(path, {**asked, "format": kind, "locale": "pt-BR"}, **ORIGIN)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)
    is_told(rows, Told("EXPORTED"), ids)
    (row,) = rows
    assert (row.entity_type, row.entity_key) == ("export", route)
    told = {name: row.details[name] for name in ("format", "locale", "filters")}
    assert told == {"format": kind, "locale": "pt-BR", "filters": asked}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, FORGED, CLIENT),
        (1, FORGED, FORGED),  # the proxy wrote it: it is the client's address
        (1, f"192.0.2.1, {FORGED}", FORGED),
        (2, f"192.0.2.1, {FORGED}, 192.0.2.2", FORGED),
        (1, "", CLIENT),
        (1, "nonsense", None),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(
    settings: Settings, root: User, proxies: int, forwarded: str, address: str | None
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    body = {"username": "root", "password": PASSWORD}
    meta: dict[str, Any] = {"REMOTE_ADDR": CLIENT, "HTTP_X_REQUEST_ID": TRACE}
    if forwarded:
        meta["HTTP_X_FORWARDED_FOR"] = forwarded
    with trail() as rows:
        Client().post("/api/v1/auth/login", body, content_type="application/json", **meta)
    assert [row.ip_address for row in rows] == [address]
