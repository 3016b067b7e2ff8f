"""Every route of the resolver, called as everybody there is."""

from typing import Any, NamedTuple

import pytest
from django.test import Client
from pytest_django import Settings

from nova.api.permissions import PUBLIC, api_routes, route_table
from nova.checks import every_route_has_roles, every_view_says_what_it_tells_of_sites
from support.models import User
from support.views.sessions import MeView
from tests.support.api import signed_in
from tests.support.factories import a_user

PAIR = "item_id=1&site_id=1"
JANUARY = "start_date=2026-01-01&end_date=2026-01-31"
EMPTY_TABLE: dict[tuple[str, str], frozenset[str]] = {}


class Call(NamedTuple):
    method: str
    path: str
    allowed: int
    """Status of whoever is let in: a body is missing (400) or the item is (404)."""


CALLS = {
    "health": Call("GET", "/health", 200),
    "health-live": Call("GET", "/health/live", 200),
    "health-ready": Call("GET", "/health/ready", 200),
    "auth-login": Call("POST", "/api/v1/auth/login", 400),
    "auth-refresh": Call("POST", "/api/v1/auth/refresh", 400),
    "auth-logout": Call("POST", "/api/v1/auth/logout", 400),
    "auth-me": Call("GET", "/api/v1/auth/me", 200),
    "freshness": Call("GET", "/api/v1/freshness", 200),
    "items": Call("GET", "/api/v1/items", 200),
    "item-families": Call("GET", "/api/v1/items/families", 200),
    "item": Call("GET", "/api/v1/items/1", 404),
    "item-sites": Call("GET", "/api/v1/items/1/sites", 404),
    "sites": Call("GET", "/api/v1/sites", 200),
    "demand-timeseries": Call(
        "GET", f"/api/v1/demand/timeseries?{PAIR}&start_date=2026-01-01&end_date=2026-01-31", 200
    ),
    "regions": Call("GET", "/api/v1/regions", 200),
    "suppliers": Call("GET", "/api/v1/suppliers", 200),
    "supplier": Call("GET", "/api/v1/suppliers/1", 404),
    "supplier-scorecards": Call("GET", f"/api/v1/suppliers/scorecards?{JANUARY}", 200),
    "supplier-lead-times": Call("GET", f"/api/v1/suppliers/1/lead-times?{JANUARY}", 404),
    "calendar": Call("GET", f"/api/v1/calendar?{JANUARY}", 200),
    "demand-totals": Call("GET", f"/api/v1/demand/totals?{JANUARY}&item_id=1", 200),
    "inventory-timeseries": Call(
        "GET", f"/api/v1/inventory/timeseries?{PAIR}&start_date=2026-01-01", 200
    ),
    "inventory-positions": Call("GET", "/api/v1/inventory/positions", 200),
    "inventory-health": Call("GET", "/api/v1/inventory/health", 200),
    "inventory-matrix": Call("GET", "/api/v1/inventory/matrix", 200),
    "orders": Call("GET", f"/api/v1/orders?{JANUARY}", 200),
    "forecasts": Call("GET", f"/api/v1/forecasts?{PAIR}", 200),
    "data-version": Call("GET", "/api/v1/data-version", 200),
    "recommendations": Call("GET", "/api/v1/recommendations", 200),
    "recommendation": Call("GET", "/api/v1/recommendations/1", 404),
    "recommendation-outcomes": Call("GET", "/api/v1/recommendations/outcomes", 200),
    "recommendation-acknowledge": Call("PATCH", "/api/v1/recommendations/1/acknowledge", 404),
    "recommendation-snooze": Call("PATCH", "/api/v1/recommendations/1/snooze", 400),
    "recommendation-dismiss": Call("PATCH", "/api/v1/recommendations/1/dismiss", 400),
    "recommendation-reopen": Call("PATCH", "/api/v1/recommendations/1/reopen", 404),
    "recommendations-decide": Call("POST", "/api/v1/recommendations/decisions", 400),
    "alerts": Call("GET", "/api/v1/alerts", 200),
    "alert": Call("GET", "/api/v1/alerts/1", 404),
    "alert-mark-read": Call("PATCH", "/api/v1/alerts/1/mark-read", 404),
    "alerts-mark-read": Call("POST", "/api/v1/alerts/mark-read", 400),
    "forecast-comparison": Call("GET", f"/api/v1/forecasts/compare?{PAIR}", 200),
    "forecast-totals": Call("GET", "/api/v1/forecasts/totals?dimension=ABC&segment=A", 200),
    "forecast-accuracy": Call("GET", "/api/v1/forecasts/accuracy", 200),
    "model-runs": Call("GET", "/api/v1/forecasts/runs", 200),
    "demand-trend": Call("GET", "/api/v1/analytics/demand-trend", 200),
    "policies": Call("GET", "/api/v1/analytics/policies?item_id=1", 200),
    "stock-projection": Call("GET", f"/api/v1/analytics/stock-projection?{PAIR}", 200),
    "service-levels": Call("GET", "/api/v1/analytics/service-levels", 200),
    "policy-overrides": Call("GET", "/api/v1/analytics/policy-overrides", 200),
    "glossary": Call("GET", "/api/v1/glossary", 200),
    "features": Call("GET", "/api/v1/features?item_id=1", 200),
    "summary": Call("GET", "/api/v1/analytics/summary", 200),
    "kpis": Call("GET", "/api/v1/analytics/kpis", 200),
    "kpi-definitions": Call("GET", "/api/v1/analytics/kpi-definitions", 200),
    "admin-loads": Call("GET", "/api/v1/admin/loads", 200),
    "admin-load": Call("GET", "/api/v1/admin/loads/1", 404),
    "admin-load-rejects": Call("GET", "/api/v1/admin/loads/1/rejects", 404),
    "admin-nights": Call("GET", "/api/v1/admin/nights", 200),
    "admin-audit-log": Call("GET", "/api/v1/admin/audit-log", 200),
}
EVERYBODY = ("ADMIN", "ANALYST", "VIEWER")
DECIDERS = ("ADMIN", "ANALYST")
DECISIONS = ("acknowledge", "snooze", "dismiss", "reopen", "decide")
ALLOWED: dict[str, tuple[str, ...]] = {
    name: DECIDERS
    if name.endswith(DECISIONS)
    else ("ADMIN",)
    if name.startswith("admin-")
    else (*EVERYBODY, "anonymous", "deactivated")
    if name.startswith("health") or name in {"auth-login", "auth-refresh", "auth-logout"}
    else EVERYBODY
    for name in CALLS
}


def caller(who: str) -> Client:
    if who == "anonymous":
        return Client()
    client = signed_in(user := a_user(role="VIEWER" if who == "deactivated" else who))
    if who == "deactivated":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


def ask(client: Client, call: Call) -> Any:
    return client.generic(call.method, call.path, content_type="application/json")


def test_the_table_below_covers_every_route_and_method_of_the_resolver() -> None:
    served = {(route.name, method) for route in api_routes() for method in route.methods}
    assert served == {(name, call.method) for name, call in CALLS.items()}


def test_the_role_table_has_a_row_for_every_route_and_no_other() -> None:
    assert every_route_has_roles() == []
    assert len(route_table()) == len(CALLS)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*EVERYBODY, "anonymous", "deactivated"])
@pytest.mark.parametrize("name", CALLS)
def test_lets_in_whom_the_matrix_names_and_nobody_else(name: str, who: str) -> None:
    answer = ask(caller(who), CALLS[name])
    refused = 403 if who in EVERYBODY else 401
    assert answer.status_code == (CALLS[name].allowed if who in ALLOWED[name] else refused)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CALLS if "anonymous" not in ALLOWED[name]])
def test_refuses_even_an_admin_on_a_route_without_a_row(name: str, settings: Settings) -> None:
    settings.ROUTE_ROLES = f"{__name__}.EMPTY_TABLE"
    answer = ask(signed_in(a_user(role="ADMIN")), CALLS[name])
    assert (answer.status_code, answer.json()["error"]) == (403, "permission_denied")


def test_the_check_names_each_route_without_a_row(settings: Settings) -> None:
    settings.ROUTE_ROLES = f"{__name__}.EMPTY_TABLE"
    assert {fault.id for fault in every_route_has_roles()} == {"nova.E001"}
    assert len(every_route_has_roles()) == len(CALLS)


def test_the_check_names_each_view_that_is_silent_on_sites(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert every_view_says_what_it_tells_of_sites() == []
    monkeypatch.setattr(MeView, "scoping", None)
    (fault,) = every_view_says_what_it_tells_of_sites()
    assert (fault.id, fault.msg.split()[0]) == ("nova.E003", "MeView")


def test_only_health_and_the_three_login_routes_are_public() -> None:
    public = {name for (name, _method), roles in route_table().items() if roles is PUBLIC}
    assert public == {name for name in CALLS if "anonymous" in ALLOWED[name]}


@pytest.mark.django_db
def test_a_head_request_needs_the_same_role_as_a_get() -> None:
    assert Client().head("/api/v1/items").status_code == 401
    assert signed_in(a_user()).head("/api/v1/items").status_code == 200
