"""How old the data of each dataset are, and when they are late."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mlops.apps import sync_feeds
from mlops.contracts import Publication
from mlops.datasets import DATASETS
from support import audit
from support.models import AuditLog, DataVersion, Feed, Freshness
from tests.support.api import signed_in
from tests.support.factories import a_load, a_user

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)
SATURDAY_IN_BAHIA = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)  # 23:30 of the 21st


def judged(dataset: str, on: date = SUNDAY) -> dict[str, Any]:
    """The feed's row of support.freshness on a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM support.freshness(%s) WHERE dataset = %s", [on, dataset])
        assert cursor.description is not None
        names = [column.name for column in cursor.description]
        (row,) = cursor.fetchall()
    return dict(zip(names, row, strict=True))


@pytest.mark.parametrize(
    ("as_of", "age", "stale"),
    [
        (date(2026, 11, 21), 1, False),  # yesterday's demand, due today
        (date(2026, 11, 20), 2, False),  # a day late: the grace
        (date(2026, 11, 19), 3, True),
    ],
)
def test_a_daily_feed_is_late_two_days_after_its_data_end(
    as_of: date, age: int, stale: bool
) -> None:
    a_load("demand", as_of=as_of)
    found = judged("demand")
    assert (found["age_days"], found["is_stale"]) == (age, stale)
    assert found["state"] == ("STALE" if stale else "FRESH")


def test_a_weekly_feed_is_due_a_week_after_its_data_end() -> None:
    a_load("forecasts", as_of=date(2026, 11, 14))
    assert judged("forecasts")["due_on"] == date(2026, 11, 21)
    assert judged("forecasts", SUNDAY)["state"] == "FRESH"
    assert judged("forecasts", date(2026, 11, 23))["state"] == "STALE"


def test_data_without_days_are_as_old_as_their_publication_in_bahia() -> None:
    a_load("items", as_of=None, finished_at=SATURDAY_IN_BAHIA)
    found = judged("items")
    assert (found["as_of"], found["age_days"]) == (None, 1)
    assert found["due_on"] == date(2026, 12, 21)  # 30 days after the 21st


def test_data_of_days_ahead_are_no_younger_than_their_publication() -> None:
    a_load("features", as_of=date(2026, 12, 31), finished_at=SATURDAY_IN_BAHIA)
    found = judged("features")
    assert (found["as_of"], found["age_days"]) == (date(2026, 12, 31), 1)


def test_a_correction_of_an_old_month_makes_no_feed_of_rows_older() -> None:
    a_load("demand", run_id=1, as_of=date(2026, 11, 21))
    a_load("demand", run_id=2, as_of=date(2026, 1, 31))
    found = judged("demand")
    assert (found["run_id"], found["as_of"]) == (2, date(2026, 11, 21))


def test_a_run_is_all_there_is_of_its_dataset() -> None:
    a_load("forecasts", run_id=1, as_of=date(2026, 11, 21))
    a_load("forecasts", run_id=2, as_of=date(2026, 11, 1))
    found = judged("forecasts")
    assert (found["run_id"], found["as_of"], found["state"]) == (2, date(2026, 11, 1), "STALE")


def test_what_was_taken_back_or_refused_is_no_publication() -> None:
    a_load("demand", run_id=1, as_of=date(2026, 11, 18))
    a_load("demand", run_id=2, as_of=date(2026, 11, 21))
    a_load("demand", run_id=3, status="ROLLBACK", as_of=None, details={"rolled_back": 2})
    a_load("demand", run_id=4, status="REJECTED", as_of=date(2026, 11, 21))
    found = judged("demand")
    assert (found["run_id"], found["as_of"], found["state"]) == (1, date(2026, 11, 18), "STALE")


@pytest.mark.parametrize(
    ("dataset", "state"), [("inventory", "NEVER_LOADED"), ("calendar", "NO_CADENCE")]
)
def test_says_why_nothing_can_be_late(dataset: str, state: str) -> None:
    found = judged(dataset)
    assert (found["state"], found["is_stale"], found["run_id"]) == (state, None, None)


def test_the_view_judges_on_the_business_day_of_now() -> None:
    a_load("demand", as_of=SUNDAY)
    now = Freshness.objects.get(dataset="demand")
    assert now.age_days == (timezone.localdate() - SUNDAY).days


def test_migrate_makes_the_feeds_what_the_table_of_datasets_says() -> None:
    Feed.objects.create(dataset="gone", title="Gone", ordinal=99, publication="upsert")
    Feed.objects.filter(dataset="demand").update(cadence_days=5, title="Old")
    Feed.objects.filter(dataset="forecasts").delete()
    sync_feeds(using="default")  # after a migrate; a new database has its feeds by no other way
    kept = Feed.objects.order_by("ordinal").values_list(
        "dataset", "title", "publication", "cadence_days"
    )
    assert list(kept) == [
        (d.name, d.title, d.publication.value, d.cadence_days) for d in DATASETS.values()
    ]


def test_what_happens_daily_is_expected_daily_and_nothing_is_expected_of_days() -> None:
    cadence = {name: dataset.cadence_days for name, dataset in DATASETS.items()}
    assert [cadence[name] for name in ("demand", "inventory", "orders", "kpis")] == [1, 1, 1, 1]
    assert [cadence[name] for name in ("forecasts", "features", "market_values")] == [7, 7, 7]
    assert (cadence["items"], cadence["calendar"]) == (30, None)
    runs = {n for n, d in DATASETS.items() if d.publication is Publication.RUN}
    assert runs == {"forecasts", "features"}


def test_the_api_tells_every_feed_in_the_order_of_the_datasets() -> None:
    a_load("forecasts", run_id=7, as_of=date(2026, 11, 14), finished_at=SATURDAY_IN_BAHIA)
    change = audit.record(actor="loader", action="LOAD_PUBLISHED")
    change.refresh_from_db()
    body = signed_in(a_user()).get("/api/v1/freshness").json()
    by_name = {row["dataset"]: row for row in body["data"]}
    assert list(by_name) == list(DATASETS)
    assert body["metadata"] == {"total_count": len(DATASETS), "data_version": change.audit_id}
    age = (timezone.localdate() - date(2026, 11, 14)).days
    assert by_name["forecasts"] == {
        "dataset": "forecasts",
        "title": "Forecasts",
        "state": "STALE" if age > 8 else "FRESH",
        "is_stale": age > 8,
        "cadence_days": 7,
        "as_of": "2026-11-14",
        "age_days": age,
        "due_on": "2026-11-21",
        "published_at": "2026-11-22T02:30:00+00:00",
        "run_id": 7,
    }


def test_the_admin_lists_the_feeds_with_their_state_and_load() -> None:
    a_load("demand", run_id=3, as_of=date(2020, 1, 1))
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    shown = browser.get("/admin/support/freshness/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    row = next(part for part in shown.split("<tr>") if ">demand<" in part)
    assert '<span class="load-status load-STALE">Atrasado</span>' in row
    assert 'href="/admin/support/loadrun/3/change/"' in row
    assert [day in row for day in ("01/01/2020", "02/01/2020")] == [True, True]  # as of, due


def test_every_change_raises_the_version_of_the_data_and_logging_in_does_not() -> None:
    seen = [DataVersion.objects.number()]
    for action in ("LOAD_PUBLISHED", "LOGIN", "LOGIN_FAILED", "LOGOUT", "LOAD_ROLLED_BACK"):
        audit.record(actor="loader", action=action)
        seen.append(DataVersion.objects.number())
    first = AuditLog.objects.order_by("audit_id").values_list("audit_id", flat=True)[0]
    assert seen == [0, first, first, first, first, first + 4]
