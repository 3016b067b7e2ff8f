"""What Prometheus is told, and who may ask."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from core.services import ensure_partitions
from mlops.recovery.copy import Manifest, name_of, write_manifest
from nova.settings.env import BASE_DIR
from support.models import Night, NightStep
from tests.support.factories import a_load

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-the-monitor"
Labels = tuple[tuple[str, str], ...]


@pytest.fixture(autouse=True)
def monitored(settings: Settings, tmp_path: Path) -> Path:
    settings.METRICS_TOKEN = TOKEN
    settings.BACKUP_DIR = str(tmp_path)
    return tmp_path


def scrape() -> dict[tuple[str, Labels], float]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"])
def test_without_the_token_there_is_nothing(given: str | None) -> None:
    headers = {} if given is None else {"Authorization": given}
    assert Client().get("/metrics", headers=headers).status_code == 404


def test_without_a_token_in_the_settings_nobody_is_let_in(settings: Settings) -> None:
    settings.METRICS_TOKEN = None
    for given in ("Bearer ", "Bearer None"):
        assert Client().get("/metrics", headers={"Authorization": given}).status_code == 404


def test_requests_are_counted_by_route_and_status_with_their_seconds() -> None:
    labels = (("method", "GET"), ("route", "items"), ("status", "401"))
    before = scrape()
    Client().get("/api/v1/items")
    after = scrape()
    name = ("nova_requests_total", labels)
    assert after[name] - before.get(name, 0) == 1
    counted = ("nova_request_seconds_count", (("route", "items"),))
    assert after[counted] - before.get(counted, 0) == 1


def test_strangers_paths_make_no_new_labels() -> None:
    for path in ("/wp-admin", "/api/v1/nothing", "/%00"):
        Client().get(path)
    routes = {dict(labels).get("route") for _, labels in scrape()}
    assert not any(route and "wp" in route for route in routes)
    assert "none" in routes


def test_the_state_of_the_data_is_told() -> None:
    today = timezone.localdate()
    ensure_partitions(today=today, months_ahead=6, months_back=0)
    a_load("demand", as_of=today - timedelta(days=4), finished_at=timezone.now())
    a_load("orders", run_id=2, status="REJECTED", finished_at=timezone.now())
    began = timezone.now() - timedelta(hours=2)
    ended = began + timedelta(seconds=90)
    night = Night.objects.create(
        business_date=date(2026, 11, 21), actor="test", started_at=began, finished_at=ended
    )
    NightStep.objects.create(
        night=night, step="kpis", status="DONE", started_at=began, finished_at=ended
    )

    told = scrape()

    assert told["nova_up", ()] == 1
    assert told["nova_feed_age_days", (("dataset", "demand"),)] == 4
    assert told["nova_load_runs_day", (("dataset", "orders"), ("status", "REJECTED"))] == 1
    assert told["nova_night_step_seconds", (("step", "kpis"),)] == 90
    assert told["nova_night_step_ok", (("step", "kpis"),)] == 1
    assert 7200 <= told["nova_night_age_seconds", ()] < 7260
    assert told["nova_months_ahead", (("fact", "fact_orders"),)] == 6


def test_a_copy_s_age_is_told_once_there_is_one(monitored: Path) -> None:
    assert ("nova_backup_age_seconds", ()) not in scrape()
    taken_at = timezone.now() - timedelta(hours=5)
    made = monitored / name_of(taken_at)
    made.mkdir()
    write_manifest(made, Manifest(taken_at, "18.6", "nova", 1, "0" * 64, {}))
    assert 18000 <= scrape()["nova_backup_age_seconds", ()] < 18060


def test_a_scrape_asks_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    for run in range(1, 6):
        a_load("demand", run_id=run, finished_at=timezone.now())
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        scrape()
    assert connection.is_usable()


def test_dashboards_and_alarms_ask_for_metrics_that_exist() -> None:
    """Names in the committed files, against those that the process tells or could tell."""
    folder = BASE_DIR / "docker" / "observation"
    asked = {
        name
        for path in (folder / "alerts.yml", folder / "dashboard.json")
        for name in re.findall(r"\bnova_[a-z_]+", path.read_text())
    }
    sources = "".join(
        (BASE_DIR / path).read_text()
        for path in ("nova/observation/metrics.py", "mlops/state/metrics.py")
    )
    named = set(re.findall(r'"(nova_[a-z_]+)"', sources))
    suffixes = ("_total", "_bucket", "_count", "_sum")
    assert asked
    assert {name for name in asked if _without(name, suffixes) not in named} == set()


def _without(name: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        name = name.removesuffix(suffix)
    return name
