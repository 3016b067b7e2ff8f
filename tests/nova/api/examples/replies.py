"""A live example of every operation, short, and the same each time."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.test import Client
from django.utils import timezone

from tests.nova.api.examples.company import TODAY
from tests.support.api import login, post
from tests.support.factories import COMPUTED_AT, PASSWORD, a_user

ROWS = 2  # of a list in an example
WINDOW = "start_date=2026-10-25&end_date=2026-10-31"
OCTOBER = "start_date=2026-10-01&end_date=2026-10-31"
PAIR = "item_id=1&site_id=1"
NEXT_WEEK = (TODAY + timedelta(days=7)).isoformat()
READS = {
    "health": "/health",
    "health_live": "/health/live",
    "health_ready": "/health/ready",
    "auth_me": "auth/me",
    "freshness_list": "freshness",
    "data_version": "data-version",
    "items_list": "items",
    "item_families_list": "items/families",
    "item_detail": "items/1",
    "item_sites_list": "items/1/sites",
    "sites_list": "sites",
    "regions_list": "regions",
    "suppliers_list": "suppliers",
    "supplier_detail": "suppliers/1",
    "supplier_lead_times": f"suppliers/1/lead-times?{OCTOBER}",
    "supplier_scorecards": f"suppliers/scorecards?{OCTOBER}",
    "calendar_list": "calendar?start_date=2026-11-01&end_date=2026-11-02",
    "demand_timeseries": f"demand/timeseries?{PAIR}&{WINDOW}",
    "demand_totals": f"demand/totals?item_id=1&by=site&bucket=week&{WINDOW}",
    "inventory_timeseries": f"inventory/timeseries?{PAIR}&start_date=2026-10-25",
    "inventory_positions_list": "inventory/positions",
    "inventory_health": "inventory/health",
    "inventory_matrix": "inventory/matrix",
    "orders_list": f"orders?{OCTOBER}",
    "forecasts_list": f"forecasts?{PAIR}",
    "forecasts_compare": f"forecasts/compare?{PAIR}&run_id=90,100&start_date=2026-10-30",
    "forecasts_totals": "forecasts/totals?dimension=FAMILY&segment=CABOS",
    "forecast_accuracy": "forecasts/accuracy?dimension=FAMILY",
    "model_runs_list": "forecasts/runs",
    "demand_trend": "analytics/demand-trend?days=7&ahead=2",
    "features_list": "features?item_id=1",
    "policies_list": "analytics/policies?item_id=1",
    "service_levels_list": "analytics/service-levels",
    "policy_overrides_list": "analytics/policy-overrides",
    "stock_projection": f"analytics/stock-projection?{PAIR}&days=2",
    "summary": "analytics/summary?days=7",
    "kpis_list": "analytics/kpis",
    "kpi_definitions_list": "analytics/kpi-definitions?lang=en",
    "glossary_list": "glossary?lang=en",
    "recommendations_list": "recommendations",
    "recommendation_detail": "recommendations/1",
    "recommendation_outcomes": "recommendations/outcomes",
    "alerts_list": "alerts",
    "alert_detail": "alerts/1",
    "admin_loads_list": "admin/loads?dataset=demand,orders",
    "admin_load_detail": "admin/loads/1",
    "admin_load_rejects_list": "admin/loads/1/rejects",
    "admin_nights_list": "admin/nights",
    "admin_audit_log_list": "admin/audit-log",
}
WRITES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "recommendation_acknowledge": ("patch", "recommendations/1/acknowledge", {}),
    "recommendation_reopen": ("patch", "recommendations/1/reopen", {}),
    "recommendation_snooze": ("patch", "recommendations/1/snooze", {"until": NEXT_WEEK}),
    "recommendation_dismiss": ("patch", "recommendations/2/dismiss", {"note": "obra adiada"}),
    "recommendations_decide": (
        "post",
        "recommendations/decisions",
        {"recommendation_ids": [1, 2], "kind": "ACKNOWLEDGED"},
    ),
    "alert_mark_read": ("patch", "alerts/1/mark-read", {}),
    "alerts_mark_read": ("post", "alerts/mark-read", {"alert_ids": [1, 2]}),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
STEADY = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9…",
    "refresh_token": "eyJhbGciOiJIUzI1NiJ9…",
    "version": "3.0.0",
}


def live_examples() -> dict[str, Any]:
    """By operation, in their order: what was asked, and the 200 that was replied."""
    a_user("ana", role="ADMIN")
    logged_in = login("ana", PASSWORD)
    refresh = logged_in.json()["refresh_token"]
    renewed = post("auth/refresh", refresh_token=refresh)
    client = Client(headers={"Authorization": f"Bearer {renewed.json()['access_token']}"})
    found = {
        "auth_login": example(logged_in, body={"username": "ana", "password": "…"}),
        "auth_refresh": example(renewed, body={"refresh_token": STEADY["refresh_token"]}),
    }
    for operation, path in READS.items():
        answer = client.get(path if path.startswith("/") else f"/api/v1/{path}")
        found[operation] = example(answer, query=dict(parse_qsl(path.partition("?")[2])))
    for operation, (method, path, body) in WRITES.items():
        ask = getattr(client, method)
        answer = ask(f"/api/v1/{path}", body, content_type="application/json")
        found[operation] = example(answer, body=body)
    return dict(sorted(found.items()))


def example(answer: Any, *, query: Any = (), body: Any = None) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    asked = {"query": dict(query)} | ({} if body is None else {"body": body})
    return asked | {"reply": steady(answer.json())}


def steady(told: Any, name: str = "") -> Any:
    """The reply with its lists cut, and tokens, uuids and moments of just now replaced."""
    if isinstance(told, dict):
        return {key: steady(value, key) for key, value in told.items()}
    if isinstance(told, list):
        return [steady(value, name) for value in told[:ROWS]]
    if name in STEADY and told is not None:
        return STEADY[name]
    return _steady_text(told) if isinstance(told, str) else told


def _steady_text(told: str) -> str:
    if MOMENT.fullmatch(told):
        ago = timezone.now() - datetime.fromisoformat(told)
        return f"{COMPUTED_AT:%Y-%m-%dT%H:%M:%SZ}" if abs(ago) < timedelta(days=1) else told
    if told.startswith("cli:"):
        return "cli:nova"  # whoever ran the command
    return UUID.sub("00000000-0000-4000-8000-000000000000", told)
