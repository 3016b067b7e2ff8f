"""What a load leaves behind when it is stopped, locked out or under way; faults/ has the kills."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, fingerprint, leftovers, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

KILL_DAYS = 300  # 2 items × 2 sites × 300 days = 1,200 rows a file
LOADERS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'nova load%%'"
    " AND datname = current_database()"
)


def wait_until(condition: Callable[[], object], *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_kill_of_the_database_session_publishes_nothing(
    load_forecasts: Load, tmp_path: Path
) -> None:
    load_forecasts(write_parquet(tmp_path / "good.parquet"))
    before = fingerprint()
    rows = forecast_rows(days=KILL_DAYS, computed_at=COMPUTED_AT + timedelta(hours=1))
    with session("nova_owner") as blocker:
        blocker.execute("LOCK TABLE support.load_runs IN SHARE MODE")
        loader = start_command(
            "load_forecasts", write_parquet(tmp_path / "f.parquet", rows), "--approve"
        )
        wait_until(lambda: query(f"{LOADERS} AND wait_event_type = 'Lock'"))
        query(f"SELECT pg_terminate_backend(pid) FROM ({LOADERS}) AS loader")
        _, said = loader.communicate(timeout=30)

    assert (loader.returncode, said.partition(":")[0]) == (69, "NO_DATABASE")
    assert fingerprint() == before
    load_forecasts(tmp_path / "good.parquet")  # nobody else could drop the unpublished table
    assert leftovers() == []


def test_stop_signal_rolls_back_and_exits_with_143(tmp_path: Path) -> None:
    before = fingerprint()
    with session("nova_owner") as blocker:
        blocker.execute("LOCK TABLE support.load_runs IN SHARE MODE")
        loader = start_command("load_forecasts", write_parquet(tmp_path / "f.parquet"))
        wait_until(lambda: query(f"{LOADERS} AND wait_event_type = 'Lock'"))
        loader.terminate()
        loader.communicate(timeout=10)

    assert loader.returncode == 143
    assert fingerprint() == before
    assert leftovers() == []


def test_second_load_at_once_leaves_without_a_trace(load_forecasts: Load, tmp_path: Path) -> None:
    file = write_parquet(tmp_path / "f.parquet")
    with session("nova_owner") as blocker:
        blocker.execute("LOCK TABLE support.load_runs IN SHARE MODE")
        first = start_command("load_forecasts", file)
        wait_until(lambda: query(f"{LOADERS} AND wait_event_type = 'Lock'"))
        started = time.monotonic()
        second = load_forecasts(file)
        waited = time.monotonic() - started
    first.communicate(timeout=30)

    assert (second.code, second.err.partition(":")[0]) == (75, "LOCKED")
    assert waited < 1
    assert first.returncode == 0
    assert query("SELECT count(*) FROM support.load_runs") == [(1,)]


def test_full_disk_is_named_and_leaves_nothing(load_forecasts: Load, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        # PostgreSQL's own error for a full disk, raised where the rows are written.
        cursor.execute(
            "CREATE FUNCTION staging.full() RETURNS BOOLEAN LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file: No space left on device'"
            " USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(
            "ALTER TABLE analytics.forecasts ADD CONSTRAINT full_disk CHECK (staging.full())"
        )
    try:
        outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE analytics.forecasts DROP CONSTRAINT full_disk")
            cursor.execute("DROP FUNCTION staging.full()")

    assert (outcome.code, outcome.err.partition(":")[0]) == (73, "DISK_FULL")
    assert champion() is None
    assert leftovers() == []


@pytest.mark.parametrize("role", ["nova_api", "nova_bi"])
def test_refuses_to_load_as_a_role_that_only_reads(tmp_path: Path, role: str) -> None:
    loader = start_command("load_forecasts", write_parquet(tmp_path / "f.parquet"), role=role)
    _, said = loader.communicate(timeout=30)

    assert (loader.returncode, said.partition(":")[0]) == (77, "ROLE")
    assert champion() is None


def test_refuses_to_load_as_a_superuser(load_forecasts: Load, tmp_path: Path) -> None:
    from nova.embedded import Cluster, find_binaries
    from nova.settings.env import DATA_DIR

    admin = Cluster(DATA_DIR, find_binaries()).admin_url
    address = admin.rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    loader = start_command(
        "load_forecasts", write_parquet(tmp_path / "f.parquet"), DATABASE_URL=address
    )
    _, said = loader.communicate(timeout=30)

    assert (loader.returncode, said.partition(":")[0]) == (77, "ROLE")


def test_unreachable_database_is_named(tmp_path: Path) -> None:
    nowhere = "postgresql://nova_loader:x@127.0.0.1:9/nova"
    loader = start_command(
        "load_forecasts", write_parquet(tmp_path / "f.parquet"), DATABASE_URL=nowhere
    )
    _, said = loader.communicate(timeout=30)

    assert (loader.returncode, said.partition(":")[0]) == (69, "NO_DATABASE")


def test_reader_is_stopped_by_its_memory_limit(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_READER_MEMORY_MB = 320  # type: ignore[attr-defined]  # imports alone take 310
    rows = [{**row, "model_tag": "x" * 100_000} for row in forecast_rows(days=250)]

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows, use_dictionary=False))

    assert outcome.code == 65
    assert outcome.err.partition(":")[0] in {"READER_FAILED", "READER_CRASHED"}


def test_refuses_a_run_older_than_the_published_one(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(write_parquet(tmp_path / "a.parquet"))
    before = champion()
    older = forecast_rows(level=7, computed_at=COMPUTED_AT - timedelta(hours=2))
    file = write_parquet(tmp_path / "b.parquet", older)

    refused = load_forecasts(file)
    assert (refused.code, refused.err.partition(":")[0]) == (65, "STALE_RUN")
    assert champion() == before

    assert load_forecasts(file, "--force").code == 0
    assert query(
        "SELECT details->>'forced' FROM support.audit_logs ORDER BY audit_id DESC LIMIT 1"
    ) == [("true",)]


DRIFTS = [
    ("fewer rows", {"days": 2}, "8 rows"),
    ("more rows", {"days": 11}, "44 rows"),
]


@pytest.mark.parametrize(("size", "words"), [d[1:] for d in DRIFTS], ids=[d[0] for d in DRIFTS])
def test_holds_a_file_of_another_size_for_approval(
    load_forecasts: Load, tmp_path: Path, size: dict[str, int], words: str
) -> None:
    load_forecasts(write_parquet(tmp_path / "a.parquet"))  # 20 rows
    before = champion()
    rows = forecast_rows(**size, computed_at=COMPUTED_AT + timedelta(hours=1))
    file = write_parquet(tmp_path / "b.parquet", rows)

    held = load_forecasts(file)
    assert (held.code, held.err.partition(":")[0]) == (65, "VOLUME_DRIFT")
    assert words in held.err
    assert champion() == before
    assert query("SELECT status FROM support.load_runs ORDER BY run_id DESC LIMIT 1") == [
        ("NEEDS_APPROVAL",)
    ]

    assert load_forecasts(file, "--approve").code == 0
    assert query(
        "SELECT details->>'approved' FROM support.audit_logs ORDER BY audit_id DESC LIMIT 1"
    ) == [("true",)]


def test_holds_a_file_in_which_item_sites_vanished(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(write_parquet(tmp_path / "a.parquet"))
    rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=1))
    kept = [row for row in rows if (row["sku"], row["site_code"]) != ("0012", "SP01")]

    held = load_forecasts(write_parquet(tmp_path / "b.parquet", kept))

    assert (held.code, held.err.partition(":")[0]) == (65, "VOLUME_DRIFT")
    assert "1 of the 4 item-sites" in held.err


def test_months_without_a_partition_are_made_by_the_load(
    run_command: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "demand.csv"
    path.write_text("full_date,sku,site_code,quantity\n2016-02-29,0012,BA01,3\n")

    outcome = run_command("load_dataset", "demand", path)

    assert outcome.code == 0
    assert query("SELECT tableoid::REGCLASS::TEXT, quantity FROM core.fact_demand_daily") == [
        ("core.fact_demand_daily_2016_02", 3)
    ]
