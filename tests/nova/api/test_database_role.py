"""The whole API as the database role it runs under."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from analytics.models import Alert, Recommendation
from core.models import Item, Site, Supplier
from nova.api.permissions import api_routes
from support.models import AuditLog
from tests.support.api import login, post
from tests.support.factories import (
    AS_OF,
    PASSWORD,
    a_forecast_run,
    a_load,
    a_site,
    a_user,
    an_item,
    demand,
    forecasts,
)

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=7)).isoformat()
READ = {
    "auth-me": "/api/v1/auth/me",
    "freshness": "/api/v1/freshness",
    "items": "/api/v1/items?q=cab&limit=1",
    "item-families": "/api/v1/items/families",
    "item": "/api/v1/items/{item}",
    "item-sites": "/api/v1/items/{item}/sites",
    "sites": "/api/v1/sites",
    "demand-timeseries": "/api/v1/demand/timeseries?item_id={item}&site_id={site}"
    "&start_date=2026-10-01&end_date=2026-10-31",
    "regions": "/api/v1/regions",
    "suppliers": "/api/v1/suppliers?q=a&limit=1",
    "supplier": "/api/v1/suppliers/{supplier}",
    "supplier-scorecards": "/api/v1/suppliers/scorecards?supplier_id={supplier}"
    "&start_date=2026-10-01&end_date=2026-10-31",
    "supplier-lead-times": "/api/v1/suppliers/{supplier}/lead-times"
    "?start_date=2026-10-01&end_date=2026-10-31",
    "calendar": "/api/v1/calendar?start_date=2026-10-01&end_date=2026-10-31&holidays=any",
    "demand-totals": "/api/v1/demand/totals?item_id={item}&family=CABOS&region_id=1"
    "&start_date=2026-10-01&end_date=2026-10-31&bucket=week&by=pair",
    "inventory-timeseries": "/api/v1/inventory/timeseries?item_id={item}&site_id={site}"
    "&start_date=2026-10-01",
    "inventory-positions": "/api/v1/inventory/positions?q=cab&state=DEAD&limit=1",
    "inventory-health": "/api/v1/inventory/health?region_id=1",
    "inventory-matrix": "/api/v1/inventory/matrix?family=CABOS",
    "orders": "/api/v1/orders?start_date=2026-10-01&end_date=2026-10-31&late=true&limit=1",
    "forecasts": "/api/v1/forecasts?item_id={item}&site_id={site}&limit=1",
    "data-version": "/api/v1/data-version",
    "recommendations": "/api/v1/recommendations?status=OPEN,CLOSED&q=cab",
    "recommendation": "/api/v1/recommendations/{advice}",
    "recommendation-outcomes": "/api/v1/recommendations/outcomes",
    "alerts": "/api/v1/alerts?unread=true",
    "alert": "/api/v1/alerts/{alert}",
    "forecast-comparison": "/api/v1/forecasts/compare?item_id={item}&site_id={site}&run_id=100",
    "forecast-totals": "/api/v1/forecasts/totals?dimension=FAMILY&segment=CABOS",
    "forecast-accuracy": "/api/v1/forecasts/accuracy?lead_bucket=ALL",
    "model-runs": "/api/v1/forecasts/runs",
    "demand-trend": "/api/v1/analytics/demand-trend?dimension=FAMILY&segment=CABOS",
    "policies": "/api/v1/analytics/policies?item_id={item}",
    "stock-projection": "/api/v1/analytics/stock-projection?item_id={item}&site_id={site}",
    "service-levels": "/api/v1/analytics/service-levels?holds=true",
    "policy-overrides": "/api/v1/analytics/policy-overrides?q=cab&holds=false&limit=1",
    "glossary": "/api/v1/glossary?lang=en",
    "features": "/api/v1/features?item_id={item}",
    "summary": "/api/v1/analytics/summary?dimension=ABC&segment=A",
    "kpis": "/api/v1/analytics/kpis?dimension=ABC",
    "kpi-definitions": "/api/v1/analytics/kpi-definitions",
    "admin-loads": "/api/v1/admin/loads?q=demand&order_by=-seconds&limit=1",
    "admin-load": "/api/v1/admin/loads/1",
    "admin-load-rejects": "/api/v1/admin/loads/1/rejects?code=BAD_DATE",
    "admin-nights": "/api/v1/admin/nights?status=DONE",
    "admin-audit-log": "/api/v1/admin/audit-log?q=login&start_date=2026-10-01&limit=1",
    "health": "/health",
    "health-live": "/health/live",
    "health-ready": "/health/ready",
}
DECISIONS = {
    "recommendation-acknowledge": ("patch", "/api/v1/recommendations/{advice}/acknowledge", {}),
    "recommendation-snooze": ("patch", "/api/v1/recommendations/{advice}/snooze", {"until": SOON}),
    "recommendation-dismiss": ("patch", "/api/v1/recommendations/{advice}/dismiss", {"note": "x"}),
    "recommendation-reopen": ("patch", "/api/v1/recommendations/{advice}/reopen", {}),
    "recommendations-decide": (
        "post",
        "/api/v1/recommendations/decisions",
        {"recommendation_ids": ["{advice}"], "kind": "ACKNOWLEDGED"},
    ),
    "alert-mark-read": ("patch", "/api/v1/alerts/{alert}/mark-read", {}),
    "alerts-mark-read": ("post", "/api/v1/alerts/mark-read", {"alert_ids": ["{alert}"]}),
}
WRITTEN = {"auth-login", "auth-refresh", "auth-logout", *DECISIONS}


@pytest.fixture
def published() -> tuple[Item, Site]:
    item, site = an_item(family="CABOS"), a_site()
    demand(item, site, {AS_OF: "3"})
    Supplier.objects.create(code="S1", name="Supplier")
    pair = {"item": item, "site": site}
    Recommendation.objects.create(type="REORDER", priority="LOW", message="Comprar 5", **pair)
    Alert.objects.create(level="NORMAL", category="DRIFT", message="Desvio", **pair)
    a_load()
    forecasts(a_forecast_run(), item, site, [date(2026, 11, 1)])
    return item, site


@pytest.fixture
def as_api(db: None) -> Iterator[None]:
    """From here to the end of the test the connection has the rights of nova_api alone."""
    a_user("root", role="ADMIN")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("nova_api",)
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_tables_above_name_every_route() -> None:
    assert set(READ) | WRITTEN == {route.name for route in api_routes()}


@pytest.mark.parametrize("name", READ)
def test_reads(name: str, published: tuple[Item, Site], as_api: None) -> None:
    client = Client(headers={"Authorization": f"Bearer {token()}"})
    item, site = published
    ids = {"item": item.item_id, "site": site.site_id, **ids_of_rest()}
    answer = client.get(READ[name].format(**ids))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", DECISIONS)
def test_decides(name: str, published: tuple[Item, Site], as_api: None) -> None:
    client = Client(headers={"Authorization": f"Bearer {token()}"})
    method, address, body = DECISIONS[name]
    ids = ids_of_rest()
    told = json.dumps(body)
    for placeholder, value in ids.items():
        told = told.replace(f'"{{{placeholder}}}"', str(value))
    answer = getattr(client, method)(address.format(**ids), told, content_type="application/json")
    assert answer.status_code == 200


def ids_of_rest() -> dict[str, int]:
    return {
        "supplier": Supplier.objects.get().supplier_id,
        "advice": Recommendation.objects.get().recommendation_id,
        "alert": Alert.objects.get().alert_id,
    }


def token() -> str:
    answer = login("root", PASSWORD)
    assert answer.status_code == 200
    return str(answer.json()["access_token"])


def test_logs_in_refreshes_detects_reuse_and_logs_out(as_api: None) -> None:
    first = login("root", PASSWORD).json()["refresh_token"]
    assert post("auth/refresh", refresh_token=first).status_code == 200
    assert post("auth/refresh", refresh_token=first).status_code == 401
    second = login("root", PASSWORD).json()["refresh_token"]
    assert post("auth/logout", refresh_token=second).status_code == 204
    assert login("root", "wrong").status_code == 401
    told = AuditLog.objects.exclude(action="USER_CREATED").order_by("audit_id")
    actions = told.values_list("action", flat=True)
    assert list(actions) == ["LOGIN", "SESSION_REVOKED", "LOGIN", "LOGOUT", "LOGIN_FAILED"]


def test_a_forecast_run_published_later_is_readable_too(as_api: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        item, site = an_item(), a_site()
        forecasts(a_forecast_run(7), item, site, [date(2026, 11, 1)])
        cursor.execute("SET ROLE nova_api")
    client = Client(headers={"Authorization": f"Bearer {token()}"})
    answer = client.get(READ["forecasts"].format(item=item.item_id, site=site.site_id))
    assert answer.json()["metadata"]["total_count"] == 1
