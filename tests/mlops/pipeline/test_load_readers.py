"""A load and those who read meanwhile: neither holds the other up, and nobody sees half of it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from support.models import User
from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import fingerprint, leftovers, query
from tests.mlops.pipeline.test_load_safety import wait_until

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

POLLS = 60


def test_reader_with_a_long_transaction_does_not_stop_a_publication(
    load_forecasts: Load, tmp_path: Path
) -> None:
    load_forecasts(write_parquet(tmp_path / "a.parquet"))
    newer = forecast_rows(level=5, computed_at=COMPUTED_AT + timedelta(hours=1))
    with session("nova_api") as reader:
        reader.execute("SELECT count(*) FROM analytics.forecasts")

        outcome = load_forecasts(write_parquet(tmp_path / "b.parquet", newer))

    assert outcome.code == 0


def test_gives_up_with_75_when_the_table_stays_locked(
    load_forecasts: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops.pipeline.locks.LOCK_TRIES", 3)
    before = fingerprint()
    with session("nova_owner") as other:
        other.execute("LOCK TABLE analytics.forecasts IN SHARE UPDATE EXCLUSIVE MODE")

        outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"))

    assert (outcome.code, outcome.err.partition(":")[0]) == (75, "LOCKED")
    assert fingerprint() == before


@pytest.mark.slow
def test_readers_see_the_old_run_or_the_new_one(tmp_path: Path) -> None:
    """Polls the API while runs replace one another; each answer is one run, whole."""
    days = 300
    files = [
        write_parquet(tmp_path / f"{tag}.parquet", forecast_rows(days=days, model_tag=tag))
        for tag in ("one", "two")
    ]
    start_command("load_forecasts", files[0]).communicate(timeout=60)
    user = User.objects.create_user("poller", "poller@example.com", "a long password 1")
    answers: list[tuple[int, set[str], int]] = []
    stop = threading.Event()

    def poll() -> None:
        client = Client()
        token = client.post(
            "/api/v1/auth/login",
            {"username": "poller", "password": "a long password 1"},
            content_type="application/json",
        ).json()["access_token"]
        address = f"/api/v1/forecasts?item_id={item}&site_id={site}&limit=1000"
        while not stop.is_set() or len(answers) < POLLS:
            answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
            body = answer.json()
            tags = {row["model_tag"] for row in body["data"]}
            answers.append((answer.status_code, tags, len(body["data"])))
        connection.close()

    ((item, site),) = query("SELECT min(item_id), min(site_id) FROM analytics.forecasts")
    reader = threading.Thread(target=poll)
    reader.start()
    for turn in range(1, 7):
        loader = start_command("load_forecasts", files[turn % 2], "--force")
        loader.communicate(timeout=60)
    stop.set()
    reader.join(timeout=60)
    user.delete()

    assert len(answers) >= POLLS
    assert {status for status, _, _ in answers} == {200}
    assert {count for _, _, count in answers} == {days}
    assert {frozenset(tags) for _, tags, _ in answers} == {frozenset({"one"}), frozenset({"two"})}
    print(f"{len(answers)} answers during 6 publications: none empty, none mixed")


def test_a_long_reader_of_a_dimension_holds_nobody_up(
    load_forecasts: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops.pipeline.locks.LOCK_TRIES", 3)
    load_forecasts(write_parquet(tmp_path / "f.parquet"))
    before = fingerprint()
    rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=1))
    with session("nova_api") as reader:
        reader.execute("SELECT count(*) FROM core.dim_item")

        held_up = load_forecasts(write_parquet(tmp_path / "g.parquet", rows))

    assert (held_up.code, held_up.err.partition(":")[0]) == (75, "LOCKED")
    assert fingerprint() == before
    assert load_forecasts(tmp_path / "g.parquet").code == 0
    assert leftovers() == []


def test_a_new_month_waits_for_those_who_read_what_it_names_and_is_then_published(
    tmp_path: Path,
) -> None:
    """Hanging it in locks the dimensions for a moment, as publishing a run does."""
    file = tmp_path / "demand.csv"
    file.write_text("full_date,sku,site_code,quantity\n2019-03-05,0012,BA01,4\n")
    with session("nova_api") as reader:
        reader.execute("SELECT count(*) FROM core.dim_item, core.dim_site, core.dim_calendar")
        loader = start_command("load_dataset", "demand", file)
        wait_until(lambda: "fact_demand_daily" in "".join(leftovers()), seconds=60)
        assert loader.poll() is None
        assert query("SELECT quantity FROM core.fact_demand_daily") == []
        reader.rollback()

        _, complaints = loader.communicate(timeout=60)

    assert (loader.returncode, complaints) == (0, "")
    assert query("SELECT quantity FROM core.fact_demand_daily") == [(4,)]
