"""What the audit log holds, and that nobody can take it back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from support.audit import record
from support.models import AuditLog
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db


def as_role(role: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)


def test_keeps_what_the_request_tells() -> None:
    request = RequestFactory().get("/", HTTP_USER_AGENT="x" * 600, REMOTE_ADDR="10.0.0.7")
    request.META["nova.request_id"] = "trace-0001"
    row = record(
        actor="ana",
        action="ACKNOWLEDGE",
        request=request,
        entity_type="recommendation",
        entity_id=7,
        entity_key="CAB-1",
        details={"before": None},
    )
    row.refresh_from_db()
    assert (row.actor, row.action, row.entity_id, row.entity_key) == (
        "ana",
        "ACKNOWLEDGE",
        7,
        "CAB-1",
    )
    assert (row.request_id, row.ip_address, len(str(row.user_agent))) == (
        "trace-0001",
        "10.0.0.7",
        512,
    )
    assert row.details == {"before": None}


def test_takes_a_job_that_has_no_request() -> None:
    row = record(actor="nightly", action="PURGE")
    row.refresh_from_db()
    assert (row.request_id, row.ip_address, row.user_agent, row.details) == (None, None, None, {})


@pytest.mark.parametrize(
    ("given", "kept"), [("", "anonymous"), ("\x00", "anonymous"), ("a\x00b", "ab")]
)
def test_an_actor_is_always_named(given: str, kept: str) -> None:
    assert record(actor=given, action="LOGIN_FAILED").actor == kept


def test_an_odd_agent_does_not_stop_the_record() -> None:
    request = RequestFactory().get("/", HTTP_USER_AGENT="\x00", REMOTE_ADDR="unix:")
    row = record(actor="ana", action="LOGIN", request=request)
    assert (row.user_agent, row.ip_address) == (None, None)


def test_numbers_rows_without_a_gap() -> None:
    numbers = [record(actor="ana", action="LOGIN").audit_id for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert list(AuditLog.objects.values_list("audit_id", flat=True)) == [3, 2, 1]


@pytest.mark.parametrize("role", ["nova_api", "nova_loader"])
def test_processes_may_add_rows(role: str) -> None:
    as_role(role, "INSERT INTO support.audit_logs (actor, action) VALUES ('x', 'LOGIN')")
    assert AuditLog.objects.count() == 1


@pytest.mark.parametrize("role", ["nova_api", "nova_loader", "nova_owner", "nova_audit"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE support.audit_logs SET actor = 'nobody'",
        "DELETE FROM support.audit_logs",
        "TRUNCATE support.audit_logs",
    ],
)
def test_nobody_may_change_or_remove_them(role: str, statement: str) -> None:
    record(actor="ana", action="LOGIN")
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"):
        as_role(role, statement)
    assert AuditLog.objects.get().actor == "ana"


FORBIDDEN = [
    "UPDATE core.fact_demand_daily SET quantity = 0",
    "INSERT INTO core.dim_item (sku, name) VALUES ('X', 'X')",
    "UPDATE core.dim_item SET name = 'X'",
    "DELETE FROM core.dim_site",
    "UPDATE analytics.model_runs SET status = 'RETIRED'",
    "DELETE FROM analytics.forecasts",
    "UPDATE analytics.recommendations SET message = ''",
    "UPDATE support.load_runs SET status = 'PUBLISHED'",
    "DELETE FROM support.users",
    "DELETE FROM support.user_sessions",
    "CREATE TABLE support.mine (id INTEGER)",
    "ALTER TABLE support.audit_logs DISABLE TRIGGER ALL",
    "DROP TABLE core.dim_item",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_api_role_may_not_touch_what_was_published(statement: str) -> None:
    a_user()
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        as_role("nova_api", statement)
