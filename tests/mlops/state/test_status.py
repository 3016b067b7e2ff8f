"""Whether anything needs somebody, as an operator or a monitor asks."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from core.services import ensure_partitions
from mlops.recovery.copy import Manifest, name_of, write_manifest
from mlops.state.findings import Finding, Level, findings
from support.models import LoadRun, Night, NightStep
from tests.databases import start_command
from tests.support.factories import a_load

pytestmark = pytest.mark.django_db


def found() -> dict[str, Finding]:
    return {finding.about: finding for finding in findings()}


def fail_a_step(night: Night) -> None:
    NightStep.objects.create(
        night=night,
        step="recommend",
        status="FAILED",
        error="DISK_FULL: no space left",
        started_at=night.started_at,
        finished_at=timezone.now() + timedelta(seconds=1),
    )


def a_copy(folder: Path, *, hours_old: int) -> None:
    taken_at = timezone.now() - timedelta(hours=hours_old)
    made = folder / name_of(taken_at)
    made.mkdir()
    write_manifest(made, Manifest(taken_at, "18.6", "nova", 1, "0" * 64, {}))


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, settings: Settings) -> Path:
    settings.BACKUP_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def a_good_service(copies: Path) -> None:
    a_copy(copies, hours_old=3)
    ensure_partitions(today=timezone.localdate(), months_ahead=6, months_back=0)
    yesterday = timezone.localdate() - timedelta(days=1)
    a_load(finished_at=Now(), as_of=yesterday)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    last = Night.objects.create(
        business_date=yesterday, actor="test", started_at=an_hour_ago, finished_at=Now()
    )
    NightStep.objects.create(
        night=last, step="kpis", status="DONE", started_at=an_hour_ago, finished_at=Now()
    )


@pytest.mark.usefixtures("a_good_service")
def test_nothing_is_needed_where_all_is_well() -> None:
    assert {finding.level for finding in findings()} == {Level.GOOD}
    assert all(finding.advice is None for finding in findings())


@pytest.mark.usefixtures("a_good_service")
def test_a_failed_step_of_the_last_night_is_an_alarm() -> None:
    fail_a_step(Night.objects.get())
    assert found()["night"].level is Level.ALARM
    assert "recommend FAILED" in found()["night"].told


@pytest.mark.usefixtures("a_good_service")
def test_a_night_that_did_not_come_is_an_alarm() -> None:
    Night.objects.update(started_at=timezone.now() - timedelta(hours=31))
    assert found()["night"].level is Level.ALARM
    Night.objects.update(started_at=timezone.now() - timedelta(hours=29))
    assert found()["night"].level is Level.GOOD


@pytest.mark.usefixtures("a_good_service")
def test_data_past_their_day_are_named_with_their_age() -> None:
    LoadRun.objects.update(as_of=timezone.localdate() - timedelta(days=9))
    assert found()["data"].level is Level.LOOK
    assert "demand (9 days old)" in found()["data"].told


@pytest.mark.usefixtures("a_good_service")
@pytest.mark.parametrize("status", ["FAILED", "REJECTED", "NEEDS_APPROVAL"])
def test_a_load_that_was_not_published_is_shown_for_a_day(status: str) -> None:
    a_load(run_id=7, status=status, code="NO_SUCH_ITEM", finished_at=Now())
    assert found()["loads"].told == "1 not published in 24 h: 7 demand NO_SUCH_ITEM"
    LoadRun.objects.filter(run_id=7).update(finished_at=timezone.now() - timedelta(hours=25))
    assert found()["loads"].level is Level.GOOD


def test_a_copy_of_the_database_that_did_not_come_is_an_alarm(copies: Path) -> None:
    assert found()["backup"].level is Level.LOOK
    a_copy(copies, hours_old=31)
    assert found()["backup"].level is Level.ALARM
    a_copy(copies, hours_old=29)
    assert found()["backup"].level is Level.GOOD


@pytest.mark.usefixtures("a_good_service")
def test_too_few_months_ahead_are_an_alarm_with_what_to_do() -> None:
    month = timezone.localdate().replace(day=1) + timedelta(days=70)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE core.fact_orders_{month:%Y_%m}")
    assert found()["months"].level is Level.ALARM
    assert found()["months"].advice == "manage.py ensure_partitions"


def test_a_schema_older_than_the_code_is_an_alarm_and_asks_no_further() -> None:
    newest = MigrationLoader(connection).graph.leaf_nodes("support")[0]
    MigrationRecorder(connection).record_unapplied(*newest)
    told = list(findings())
    assert [finding.about for finding in told] == ["database", "schema"]
    assert told[-1].advice == "manage.py migrate"


@pytest.mark.usefixtures("company")
def test_the_command_ends_with_82_and_says_what_to_do() -> None:
    night = Night.objects.create(business_date=timezone.localdate(), actor="test")
    fail_a_step(night)
    process = start_command("status", "--json")
    told, complaints = process.communicate(timeout=60)
    findings_told = {finding["about"]: finding for finding in json.loads(told)}
    assert findings_told["schema"]["level"] == "GOOD"
    assert findings_told["night"]["level"] == "ALARM"
    assert findings_told["night"]["advice"] == "manage.py nightly"
    assert (process.returncode, complaints) == (82, "")


def test_a_database_that_is_not_there_ends_it_with_69() -> None:
    process = start_command("status", DATABASE_URL="postgresql://nova_loader:x@127.0.0.1:1/nova")
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 69
    assert complaints.startswith("NO_DATABASE")
