"""Loads, nights and the audit log as administrators ask the API for them."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from support import audit
from support.models import AuditLog, LoadReject, Night, NightStep
from tests.support.api import client_with, login, post, signed_in
from tests.support.factories import COMPUTED_AT, PASSWORD, a_forecast_run, a_load, a_user

pytestmark = pytest.mark.django_db
FIGURES = {
    "rows": 1500, "items": 3, "sites": 2, "total": "4500.2500",
    "first_date": "2026-11-01", "last_date": "2026-11-30",
}  # fmt: skip


@pytest.fixture
def root() -> Client:
    return signed_in(a_user("root", role="ADMIN"))


def ask(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/admin/{address}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def ids(body: dict[str, Any], name: str = "run_id") -> list[int]:
    return [row[name] for row in body["data"]]


def later(seconds: float) -> datetime:
    return COMPUTED_AT + timedelta(seconds=seconds)


def three_loads() -> None:
    """Two publications with a refusal between them; the first took 9 seconds by the clock."""
    a_load(
        "forecasts", run_id=1, rows_read=1000, rows_loaded=1000, finished_at=later(9),
        details={"figures": FIGURES | {"rows": 1000, "total": "9000.5000"}},
    )  # fmt: skip
    a_load(
        "forecasts", run_id=2, status="REJECTED", code="TOO_MANY_REJECTS", message="4 of 10 rows",
        rows_read=10, rows_rejected=4, finished_at=later(1),
    )  # fmt: skip
    a_load(
        "forecasts", run_id=3, rows_read=1503, rows_loaded=1500, rows_rejected=3,
        finished_at=later(60),
        details={
            "figures": FIGURES, "inserted": 1500, "warnings": {"ROUNDED": 12},
            "rejected_by_code": {"NEGATIVE": 3}, "not_refreshed": {"mv_forecasts_latest": "lock"},
            "seconds": {"publish": 0.5, "open": 0.25, "copy": 2.25},
        },
    )  # fmt: skip


def refuse(run_id: int, *codes: str) -> None:
    LoadReject.objects.bulk_create(
        LoadReject(run_id=run_id, row_no=number, column_name="yhat", code=code, value="-1",
                   message="must not be negative")
        for number, code in enumerate(codes, start=2)
    )  # fmt: skip


def test_lists_loads_the_newest_first_beside_the_publication_before(root: Client) -> None:
    three_loads()
    body = ask(root, "loads")
    names = ("run_id", "status", "code", "rows_loaded", "seconds", "previous_run_id")
    assert [tuple(row[name] for name in names) for row in body["data"]] == [
        (3, "PUBLISHED", None, 1500, 3.0, 1),  # 0.25 + 2.25 + 0.5 of its own; 2 was refused
        (2, "REJECTED", "TOO_MANY_REJECTS", 0, 1.0, 1),
        (1, "PUBLISHED", None, 1000, 9.0, None),
    ]
    assert [row["previous_rows_loaded"] for row in body["data"]] == [1000, 1000, None]
    assert body["data"][0]["started_at"] == "2026-11-01T05:00:00Z"


def test_a_publication_that_was_taken_back_is_no_longer_before_another(root: Client) -> None:
    three_loads()
    a_load("forecasts", run_id=4, status="ROLLBACK", details={"rolled_back": 1})
    assert [row["previous_run_id"] for row in ask(root, "loads")["data"]] == [3, None, None, None]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=REJECTED", [2]),
        ("dataset=demand,forecasts", [4, 3, 2, 1]),
        ("dataset=demand", [4]),
        ("code=TOO_MANY_REJECTS", [2]),
        ("actor=nobody", []),
        ("q=ROWS 10", [2]),
        ("order_by=-rows_rejected&limit=1", [2]),
        ("order_by=-seconds&dataset=forecasts", [1, 3, 2]),
        ("start_date=2026-11-02", [4]),  # 02:30 in Bahia, 05:30 in UTC
        ("end_date=2026-11-01", [3, 2, 1]),
        ("start_date=2026-11-03", []),
    ],
)
def test_narrows_loads(root: Client, query: str, found: list[int]) -> None:
    three_loads()
    at_night = datetime(2026, 11, 2, 5, 30, tzinfo=UTC)
    a_load("demand", run_id=4, started_at=at_night, finished_at=at_night)
    assert ids(ask(root, f"loads?{query}")) == found


def test_a_day_begins_at_midnight_in_bahia(root: Client) -> None:
    late = datetime(2026, 11, 2, 2, 30, tzinfo=UTC)  # 23:30 of the first in Bahia
    a_load("demand", run_id=4, started_at=late, finished_at=late)
    assert ids(ask(root, "loads?start_date=2026-11-01&end_date=2026-11-01")) == [4]
    assert ids(ask(root, "loads?start_date=2026-11-02")) == []


def test_a_cursor_goes_on_where_the_page_ended(root: Client) -> None:
    three_loads()
    first = ask(root, "loads?limit=2")
    cursor = first["metadata"]["next_cursor"]
    assert (ids(first), ids(ask(root, f"loads?limit=2&cursor={cursor}"))) == ([3, 2], [1])


def test_tells_one_load_with_its_steps_codes_and_changes(root: Client) -> None:
    three_loads()
    a_load("demand", run_id=4, unit_id=3)
    told = ask(root, "loads/3")
    assert told["steps"] == [  # in the order of the steps, not of the record
        {"step": "open", "seconds": 0.25},
        {"step": "copy", "seconds": 2.25},
        {"step": "publish", "seconds": 0.5},
    ]
    assert told["rows_per_second"] == 501  # 1503 / 3
    assert told["changes"] == [
        {"name": "rows", "before": 1000, "now": 1500, "percent": 50.0},
        {"name": "items", "before": 3, "now": 3, "percent": 0},
        {"name": "sites", "before": 2, "now": 2, "percent": 0},
        {"name": "total", "before": 9000.5, "now": 4500.25, "percent": -50.0},
    ]
    assert (told["first_date"], told["previous_last_date"]) == ("2026-11-01", "2026-11-30")
    assert told["rejected_by_code"] == [{"code": "NEGATIVE", "rows": 3}]
    assert told["warnings"] == [{"code": "ROUNDED", "rows": 12}]
    assert told["not_refreshed"] == [{"view": "mv_forecasts_latest", "reason": "lock"}]
    assert [mate["run_id"] for mate in told["mates"]] == [4]
    assert (told["inserted"], told["updated"], told["run_id"]) == (1500, None, 3)


def test_a_load_that_tells_little_is_told_with_what_there_is(root: Client) -> None:
    a_load("demand", run_id=1, status="FAILED", code="DISK_FULL", rows_read=None)
    told = ask(root, "loads/1")
    assert (told["rows_read"], told["steps"], told["changes"], told["mates"]) == (None, [], [], [])
    assert (told["rows_per_second"], told["previous_run_id"]) == (None, None)


def test_tells_what_a_run_of_models_became(root: Client) -> None:
    a_forecast_run(100)
    assert ask(root, "loads/100")["model_status"] == "CHAMPION"


def test_lists_the_refused_rows_of_one_load(root: Client) -> None:
    three_loads()
    refuse(3, "NEGATIVE", "BAD_DATE", "NEGATIVE")
    refuse(2, "BAD_DATE")
    body = ask(root, "loads/3/rejects?code=NEGATIVE")
    assert [(row["row_no"], row["code"], row["value"]) for row in body["data"]] == [
        (2, "NEGATIVE", "-1"), (4, "NEGATIVE", "-1"),
    ]  # fmt: skip
    assert (body["metadata"]["run_id"], body["metadata"]["rows_rejected"]) == (3, 3)
    page = ask(root, "loads/3/rejects?limit=2")
    rest = ask(root, f"loads/3/rejects?cursor={page['metadata']['next_cursor']}")
    assert [row["row_no"] for row in page["data"] + rest["data"]] == [2, 3, 4]


def a_night(day: date, *steps: tuple[str, str], ended: bool = True) -> Night:
    night = Night.objects.create(
        business_date=day, actor="beat", started_at=COMPUTED_AT,
        finished_at=later(90.5) if ended else None,
    )  # fmt: skip
    for number, (step, status) in enumerate(steps):
        is_over = status != "RUNNING"
        NightStep.objects.create(
            night=night, step=step, status=status, row_count=number,
            error="DISK_FULL: no space left" if status == "FAILED" else None,
            started_at=later(number), finished_at=later(number + 1.5) if is_over else None,
        )  # fmt: skip
    return night


def test_lists_nights_with_their_steps_and_the_worst_of_them(root: Client) -> None:
    a_night(date(2026, 11, 20), ("loads", "DONE"), ("kpis", "DONE"))
    a_night(date(2026, 11, 21), ("loads", "PARTIAL"), ("kpis", "FAILED"), ("advice", "SKIPPED"))
    a_night(date(2026, 11, 22), ("loads", "DONE"), ("kpis", "RUNNING"), ended=False)
    body = ask(root, "nights")
    found = [(night["business_date"], night["status"], night["seconds"]) for night in body["data"]]
    assert found == [
        ("2026-11-22", "RUNNING", None), ("2026-11-21", "FAILED", 90.5),
        ("2026-11-20", "DONE", 90.5),
    ]  # fmt: skip
    assert body["data"][1]["steps"][1] == {
        "step": "kpis", "status": "FAILED", "row_count": 1, "error": "DISK_FULL: no space left",
        "started_at": "2026-11-01T05:00:01Z", "finished_at": "2026-11-01T05:00:02Z",
        "seconds": 1.5,
    }  # fmt: skip
    assert [step["step"] for step in body["data"][1]["steps"]] == ["loads", "kpis", "advice"]
    assert len(ask(root, "nights?status=FAILED,RUNNING")["data"]) == 2
    assert len(ask(root, "nights?start_date=2026-11-20&end_date=2026-11-21")["data"]) == 2


def test_tells_the_audit_log_with_before_and_after_apart(root: Client) -> None:
    audit.record(
        actor="ana", action="USER_CHANGED", entity_type="user", entity_id=7, entity_key="bia",
        details={"before": {"role": "VIEWER"}, "after": {"role": "ANALYST"}, "via": "admin"},
    )  # fmt: skip
    (row,) = ask(root, "audit-log?action=USER_CHANGED")["data"]
    names = ("actor", "entity_type", "entity_id", "entity_key", "before", "after", "details")
    assert [row[name] for name in names] == [
        "ana", "user", 7, "bia", {"role": "VIEWER"}, {"role": "ANALYST"}, {"via": "admin"},
    ]  # fmt: skip
    audit.record(actor="nightly", action="PURGE")
    (bare,) = ask(root, "audit-log?action=PURGE")["data"]
    assert [bare[name] for name in names[1:]] == [None, None, None, None, None, {}]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("actor=ana", ["EXPORTED", "LOGIN"]),
        ("actor=ana,bia&action=LOGIN", ["LOGIN", "LOGIN"]),
        ("entity_type=export", ["EXPORTED"]),
        ("entity_key=items", ["EXPORTED"]),
        ("entity_id=7&entity_type=user", ["LOGIN"]),
        ("q=items ana", ["EXPORTED"]),
        ("q=logi BI", ["LOGIN"]),
        ("request_id=trace-0001", []),
        ("end_date=2020-01-01", []),
    ],
)
def test_narrows_the_audit_log(root: Client, query: str, found: list[str]) -> None:
    audit.record(actor="ana", action="LOGIN", entity_type="user", entity_id=7)
    audit.record(actor="bia", action="LOGIN", entity_type="user", entity_id=8)
    audit.record(actor="ana", action="EXPORTED", entity_type="export", entity_key="items")
    body = ask(root, f"audit-log?{query}")
    assert [row["action"] for row in body["data"]] == found


def test_the_audit_log_holds_no_password_and_no_token() -> None:
    a_user("root", role="ADMIN")
    tokens = login("root", PASSWORD).json()
    login("root", "wrong horse")
    renewed = post("auth/refresh", refresh_token=tokens["refresh_token"]).json()
    post("auth/logout", refresh_token=renewed["refresh_token"])
    browser = Client()
    browser.post("/admin/login/", {"username": "root", "password": PASSWORD})
    changed = {"old_password": PASSWORD, "new_password1": "new horse 77", "new_password2": "x"}
    browser.post("/admin/password_change/", changed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT password_hash FROM support.users")
        (hashed,) = cursor.fetchone()
    reader = client_with(login("root", PASSWORD).json()["access_token"])
    told = reader.get("/api/v1/admin/audit-log").content.decode()
    secrets = [PASSWORD, "wrong horse", "new horse 77", hashed, *tokens.values()]
    secrets += [renewed["refresh_token"], renewed["access_token"]]
    texts = [secret for secret in secrets if isinstance(secret, str) and secret != "Bearer"]
    assert len(texts) == 8
    assert [text for text in texts if text in told] == []
    assert "LOGIN_FAILED" in told


def test_what_is_new_is_told_though_no_data_changed(root: Client) -> None:
    audit.record(actor="loader", action="LOAD_PUBLISHED")
    for address in ("loads", "nights", "audit-log"):
        answer = root.get(f"/api/v1/admin/{address}")
        assert ("ETag" in answer, answer["Cache-Control"]) == (False, "no-store")
        again = root.get(f"/api/v1/admin/{address}", headers={"If-None-Match": "*"})
        assert again.status_code == 200
    before = ask(root, "loads?limit=1")["metadata"]["total_count"]
    a_load(run_id=77), a_load(run_id=78)
    assert (before, ask(root, "loads?limit=1")["metadata"]["total_count"]) == (0, 2)


def test_a_file_of_the_audit_log_is_itself_recorded(root: Client) -> None:
    audit.record(actor="ana", action="LOGIN", details={"via": "=1+1"}, entity_key="=1+1")
    answer = root.get("/api/v1/admin/audit-log?action=LOGIN&actor=ana&format=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode())))
    titles, row = [line for line in lines if not line[0].startswith("# ")]
    assert (row[titles.index("Actor")], row[titles.index("Key of subject")]) == ("ana", "'=1+1")
    made = AuditLog.objects.get(action="EXPORTED")
    assert (made.actor, made.entity_key, made.details["rows"]) == ("root", "admin-audit-log", 1)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("loads", 2),  # session, rows
        ("loads/3/rejects", 3),  # session, the load, rows
        ("nights", 2),
        ("audit-log", 2),
        ("loads/3", 5),  # session, row, run, mates, publication before
    ],
)
def test_asks_no_more_for_more_rows(
    root: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    three_loads()
    refuse(3, "NEGATIVE", "NEGATIVE")
    a_night(date(2026, 11, 20), ("loads", "DONE"), ("kpis", "DONE"))
    a_night(date(2026, 11, 21), ("loads", "DONE"))
    with django_assert_num_queries(queries):
        ask(root, address)
