"""Every write of the API on something of a site that the writer may not see: 404, and no change."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from analytics.models import Alert, AlertRead, Decision, Recommendation
from nova.api.permissions import api_routes
from support.models import AuditLog, User
from tests.support.api import signed_in
from tests.support.factories import a_site, limited_to

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
WRITES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "recommendation-acknowledge": ("patch", "recommendations/{advice}/acknowledge", {}),
    "recommendation-snooze": ("patch", "recommendations/{advice}/snooze", {"until": TOMORROW}),
    "recommendation-dismiss": ("patch", "recommendations/{advice}/dismiss", {"note": "não"}),
    "recommendation-reopen": ("patch", "recommendations/{advice}/reopen", {}),
    "recommendations-decide": (
        "post",
        "recommendations/decisions",
        {"recommendation_ids": "advice", "kind": "ACKNOWLEDGED"},
    ),
    "alert-mark-read": ("patch", "alerts/{alert}/mark-read", {}),
    "alerts-mark-read": ("post", "alerts/mark-read", {"alert_ids": "alert"}),
}
OWN = {"auth-login", "auth-refresh", "auth-logout"}


def write(name: str, where: str) -> tuple[int, int]:
    """Status of an ANALYST of the site HERE who writes on what is at `where`; rows it left."""
    sites = {code: a_site(code) for code in ("HERE", "THERE")}
    about = {"site": sites[where], "message": "x", "dedupe_key": "x"}
    advice = Recommendation.objects.create(type="HOLD", priority="LOW", **about)
    alert = Alert.objects.create(level="NORMAL", category="X", **about)
    ids = {"advice": advice.pk, "alert": alert.pk}
    user = limited_to(sites["HERE"])
    User.objects.filter(pk=user.pk).update(role="ANALYST")
    client = signed_in(User.objects.get(pk=user.pk))
    before = AuditLog.objects.count()
    method, path, body = WRITES[name]
    sent = {key: [ids[value]] if value in ids else value for key, value in body.items()}
    address = f"/api/v1/{path.format(**ids)}"
    answer = getattr(client, method)(address, sent, content_type="application/json")
    left = Decision.objects.count() + AlertRead.objects.count() + AuditLog.objects.count() - before
    return answer.status_code, left


def test_the_table_above_has_every_write() -> None:
    writes = {route.name for route in api_routes() if route.methods - {"GET"}}
    assert writes == set(WRITES) | OWN


@pytest.mark.parametrize("name", WRITES)
def test_what_is_outside_the_scope_is_not_found_and_not_changed(name: str) -> None:
    assert write(name, "THERE") == (404, 0)


@pytest.mark.parametrize("name", WRITES)
def test_what_is_inside_the_scope_can_be_written(name: str) -> None:
    status, _left = write(name, "HERE")
    assert status in {200, 204}
