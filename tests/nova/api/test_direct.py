"""Callers who are known: one statement for a hot read, and all that a stranger is asked."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from core.models import Item, Site
from nova.api import callers
from nova.api.permissions import api_routes
from nova.api.viewsets import ApiView, VersionedView
from nova.settings.base import CORS_ALLOWED_ORIGINS
from support import audit
from support.models import User
from support.services import Tokens
from tests.nova.api.routes import guarded_walks
from tests.support.api import client_with, signed_in, tokens_of
from tests.support.factories import a_forecast_run, a_load, a_site, a_user, an_item, demand
from tests.support.test_sessions import EVENTS, revoke

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/items"
(OURS,) = CORS_ALLOWED_ORIGINS
ORDINARY = {"Accept": "application/json;q=0.9"}  # what the direct way does not read
OCTOBER = "start_date=2026-10-01&end_date=2026-10-31"
HOT = (
    "demand/timeseries?item_id={item}&site_id={site}&" + OCTOBER,
    "inventory/timeseries?item_id={item}&site_id={site}&start_date=2026-10-01",
    "forecasts?item_id={item}&site_id={site}",
    "items/{item}",
    "items?family=CABLES&abc_class=A&limit=50",
    "recommendations?priority=CRITICAL&site_id={site}&limit=20",
    "alerts?level=CRITICAL&unread=true",
    f"analytics/kpis?{OCTOBER}",
)
NOT_HOT = ("sites", "items/families", "analytics/summary")
UNPREPARED = (  # of views that are hot
    "analytics/kpis?dimension=SITE",
    "recommendations?order_by=-created_at&limit=3",
)


@pytest.fixture
def pair() -> tuple[Item, Site]:
    """An item and a site of a company that has loaded all it shows."""
    for run_id, dataset in enumerate(("demand", "inventory"), start=1):
        a_load(dataset, run_id=run_id)
    a_forecast_run(100)
    audit.record(actor="loader", action="LOAD_PUBLISHED")
    return an_item(), a_site()


def known(user: User) -> tuple[Client, Tokens]:
    """A client who has been let in before."""
    tokens = tokens_of(user)
    client = client_with(tokens.access_token)
    assert client.get(ITEMS).status_code == 200
    return client, tokens


def statements(client: Client, path: str) -> list[str]:
    sent, status = statements_of(client, path)
    assert status == 200
    return sent


def statements_of(client: Client, path: str) -> tuple[list[str], int]:
    """What the database was asked, and the status of the answer."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql.replace('"', ""))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        return sent, client.get(path).status_code


@pytest.mark.parametrize("form", HOT)
def test_a_hot_read_of_a_known_caller_is_one_statement(form: str, pair: tuple[Item, Site]) -> None:
    client, _ = known(a_user())
    path = f"/api/v1/{form.format(item=pair[0].pk, site=pair[1].pk)}"
    client.get(path)  # what the version of the data spares is known from now on
    (asked,) = statements(client, path)
    assert "support.user_sessions" in asked


@pytest.mark.parametrize("form", HOT)
def test_a_hot_read_is_prepared_once_for_a_connection(form: str, pair: tuple[Item, Site]) -> None:
    client, _ = known(a_user())
    path = f"/api/v1/{form.format(item=pair[0].pk, site=pair[1].pk)}"
    client.get(path)
    before = prepared()
    for _ in range(3):
        assert client.get(path).status_code == 200
    (asked,) = (name for name, times in prepared().items() if times - before.get(name, 0) == 3)
    assert "support.user_sessions" in asked.replace('"', "")


def prepared() -> dict[str, int]:
    """Statements that PostgreSQL holds for this connection, and how often each was executed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements")
        return dict(cursor.fetchall())


@pytest.mark.parametrize("end", EVENTS)
def test_a_known_caller_whose_session_ends_is_refused_at_the_next_request(
    end: Callable[[User], None],
) -> None:
    user = a_user()
    client, _ = known(user)
    end(user)
    assert client.get(ITEMS).status_code == 401
    assert client.get(ITEMS, headers={"If-None-Match": "*"}).status_code == 401


def test_a_known_caller_is_refused_when_the_token_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    _, tokens = known(a_user())
    header = f"Bearer {tokens.access_token}".encode()
    assert callers.remembered(header)
    later = time.time() + tokens.expires_in
    monkeypatch.setattr("nova.api.callers.time.time", lambda: later)
    assert callers.remembered(header) is None


def test_a_token_of_a_key_that_was_replaced_is_not_known_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, tokens = known(a_user())
    monkeypatch.setattr("rest_framework_simplejwt.settings.api_settings.SIGNING_KEY", "another")
    assert callers.remembered(f"Bearer {tokens.access_token}".encode()) is None


def test_a_role_that_was_changed_behind_our_back_counts_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = a_user()
    client, _ = known(user)
    monkeypatch.setattr("support.roles.ROUTE_ROLES", {("items", "GET"): frozenset({"VIEWER"})})
    assert client.get(ITEMS).status_code == 200
    User.objects.filter(pk=user.pk).update(role="ANALYST")
    assert client.get(ITEMS).status_code == 403


def test_a_scope_that_was_narrowed_behind_our_back_counts_at_once() -> None:
    a_site()
    user = a_user()
    client, _ = known(user)
    assert client.get("/api/v1/sites").json()["metadata"]["total_count"] == 1
    User.objects.filter(pk=user.pk).update(is_scoped=True)
    assert client.get("/api/v1/sites").json()["metadata"]["total_count"] == 0


def test_a_known_caller_is_told_what_has_changed_since() -> None:
    client, _ = known(a_user())
    an_item()
    audit.record(actor="loader", action="LOAD_PUBLISHED")
    first = client.get(ITEMS)
    assert first.json()["metadata"]["total_count"] == 1
    an_item("B")
    audit.record(actor="loader", action="LOAD_PUBLISHED")
    second = client.get(ITEMS, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.json()["metadata"]["total_count"]) == (200, 2)


def test_no_view_checks_what_the_direct_way_would_leave_out() -> None:
    """Whom a view lets in stands in check_permissions(), which both ways call."""
    views = [route.view for route in api_routes() if issubclass(route.view, VersionedView)]
    assert len(views) > 20
    for view in views:
        assert view.initial is VersionedView.initial, view
        assert view.check_permissions is ApiView.check_permissions, view


def test_both_ways_answer_alike(pair: tuple[Item, Site]) -> None:
    client, _ = known(a_user(role="ADMIN"))
    paths = [f"/api/v1/{form.format(item=pair[0].pk, site=pair[1].pk)}" for form in HOT]
    paths += [walk.path for walk in guarded_walks() if walk.method == "GET"]
    for path in paths:
        for query in ("", "&limit=0", "&nonsense=1"):
            address = path + (query if "?" in path else query.replace("&", "?"))
            assert _told(client.get(address)) == _told(client.get(address, headers=ORDINARY)), path


def _told(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {name: told for name, told in answer.items() if name != "X-Request-ID"}
    return answer.status_code, headers, answer.content


def test_a_known_caller_is_refused_at_a_host_that_is_not_ours() -> None:
    client, _ = known(a_user())
    assert client.get(ITEMS, headers={"Host": "evil.example"}).status_code == 400


def test_a_known_caller_is_sent_away_from_plain_http(settings: Settings) -> None:
    _, tokens = known(a_user())
    settings.SECURE_SSL_REDIRECT = True
    client = client_with(tokens.access_token)
    assert client.get(ITEMS).status_code == 301
    assert client.get(ITEMS, secure=True).status_code == 200


def test_a_known_caller_s_browser_is_told_which_origin_may_read() -> None:
    client, _ = known(a_user())
    ours = client.get(ITEMS, headers={"Origin": OURS})
    assert ours["Access-Control-Allow-Origin"] == OURS
    assert "Access-Control-Allow-Origin" not in client.get(ITEMS)


def test_a_known_caller_is_told_that_the_database_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, _ = known(a_user())

    def lost(*_: Any, **__: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("nova.api.rows._prepared", lost)
    answer = client.get(ITEMS)
    assert (answer.status_code, answer.json()["error"]) == (503, "database_unavailable")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_known_caller_is_told_what_is_wrong() -> None:
    client, _ = known(a_user())
    path = f"/api/v1/demand/timeseries?item_id=1&site_id=1&start_date={date.max}&end_date=x"
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert "end_date" in answer.json()["detail"]


def test_what_one_caller_s_charset_makes_of_an_address_is_told_to_nobody_else() -> None:
    item, site = an_item(family="ELÉTRICA"), a_site()
    a_load("demand", run_id=1)
    demand(item, site, {date(2026, 10, 1): "5"})
    audit.record(actor="loader", action="LOAD_PUBLISHED")
    one, other = (known(a_user(name))[0] for name in ("ana", "bia"))
    path = f"/api/v1/demand/totals?family=EL%C3%89TRICA&{OCTOBER}"
    assert one.get(path, CONTENT_TYPE="text/plain; charset=latin-1").status_code == 200
    assert len(other.get(path).json()["data"]) == 1


@pytest.mark.parametrize("form", [*NOT_HOT, *UNPREPARED, *HOT])
def test_no_row_is_read_for_a_caller_who_is_out(form: str, pair: tuple[Item, Site]) -> None:
    user = a_user()
    client, _ = known(user)
    path = f"/api/v1/{form.format(item=pair[0].pk, site=pair[1].pk)}"
    assert client.get(path).status_code == 200
    revoke(user)
    sent, status = statements_of(client, path)
    assert status == 401
    rows = [one for one in sent if "core." in one or "analytics." in one]
    assert all("support.user_sessions" in one for one in rows)  # with the proof, or not at all


def test_nobody_else_is_known_by_the_same_token() -> None:
    client, tokens = known(a_user())
    assert client.get(ITEMS).status_code == 200
    forged = tokens.access_token[:-2] + ("AA" if tokens.access_token[-2:] != "AA" else "BB")
    assert client_with(forged).get(ITEMS).status_code == 401
    assert signed_in(a_user("bia")).get(ITEMS).status_code == 200
