"""What is cleared away when it is old, and what never is."""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from mlops.tasks import prune_loads_task
from support.models import User, UserSession
from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, fingerprint, query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]


@pytest.fixture
def runs(load_forecasts: Run, tmp_path: Path) -> list[int]:
    """Five runs of forecasts, the last of them the champion."""
    for hours in range(5):
        rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours))
        outcome = load_forecasts(write_parquet(tmp_path / f"{hours}.parquet", rows))
        assert outcome.code == 0, outcome.err
    return [run_id for (run_id,) in query("SELECT run_id FROM support.load_runs ORDER BY 1")]


def with_rows() -> list[int]:
    """Runs whose forecasts readers could still be shown."""
    return [run for (run,) in query("SELECT DISTINCT run_id FROM analytics.forecasts ORDER BY 1")]


def given_up() -> list[int]:
    return [
        run
        for (run,) in query(
            "SELECT run_id FROM analytics.model_runs WHERE dropped_at IS NOT NULL ORDER BY 1"
        )
    ]


def audited() -> list[dict[str, object]]:
    return [
        json.loads(details)
        for (details,) in query(
            "SELECT details FROM support.audit_logs WHERE action = 'LOADS_PRUNED' ORDER BY audit_id"
        )
    ]


def test_retired_runs_beyond_the_newest_go(runs: list[int], run_command: Run) -> None:
    outcome = run_command("prune_loads", "--keep-runs", 2)
    assert outcome.code == 0, outcome.err
    assert "gone: sessions 0, rejects 0, reject files 0, replaced 0, left over 0, runs 2" in (
        outcome.out
    )
    assert (with_rows(), given_up()) == (runs[2:], runs[:2])
    assert query("SELECT count(*), sum(row_count) FROM analytics.model_runs") == [(5, 100)]
    assert champion() == (runs[4], 20)


def test_the_run_before_the_champion_stays_whatever_is_asked(
    runs: list[int], run_command: Run
) -> None:
    run_command("prune_loads", "--keep-runs", 0)
    assert with_rows() == runs[3:]
    assert run_command("rollback_load", runs[4]).code == 0
    assert champion() == (runs[3], 20)
    refused = run_command("rollback_load", runs[3])
    assert (refused.code, refused.err.partition(":")[0]) == (65, "NOTHING_TO_ROLL_BACK")


def test_a_run_that_was_taken_back_is_not_the_one_before(runs: list[int], run_command: Run) -> None:
    run_command("rollback_load", runs[4])
    run_command("prune_loads", "--keep-runs", 0)
    assert with_rows() == runs[2:4]
    assert run_command("rollback_load", runs[3]).code == 0


def test_a_candidate_stays(runs: list[int], run_command: Run) -> None:
    query(
        "UPDATE analytics.model_runs SET status = 'CANDIDATE' WHERE run_id = %s RETURNING 1",
        runs[0],
    )
    run_command("prune_loads", "--keep-runs", 0)
    assert with_rows() == [runs[0], *runs[3:]]


def demand_run(run_command: Run, folder: Path, quantity: int) -> int:
    """Loads one row of demand, and refuses another; the run's number."""
    path = folder / "demand.csv"
    path.write_text(
        "full_date,sku,site_code,quantity\n"
        f"2026-03-02,0012,BA01,{quantity}\n2026-03-02,0012,NOWHERE,1\n"
    )
    outcome = run_command("load_dataset", "demand", path, "--max-rejects", 1)
    assert outcome.code == 0, outcome.err
    ((run_id,),) = query("SELECT max(run_id) FROM support.load_runs")
    return int(run_id)


def grow_old(run_id: int, days: int) -> None:
    """Let the run have ended so many days ago, and its file of rejects with it."""
    query(
        "UPDATE support.load_runs SET finished_at = now() - %s * INTERVAL '1 day'"
        " WHERE run_id = %s RETURNING 1",
        days,
        run_id,
    )
    ended = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(Path(settings.LOAD_REJECTS_DIR) / f"rejects_{run_id}.csv", (ended, ended))


@pytest.fixture
def old_and_new(run_command: Run, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Two runs that replaced a row and refused one, 91 and 89 days ago, and expired logins."""
    demand_run(run_command, tmp_path, 1)
    old, new = (demand_run(run_command, tmp_path, quantity) for quantity in (2, 3))
    for run_id, days in ((old, 91), (new, 89)):
        grow_old(run_id, days)
    user = User.objects.create_user("ana", "ana@example.com", None)
    for days in (91, 89):
        expired = timezone.now() - timedelta(days=days)
        UserSession.objects.create(
            session_id=uuid.uuid4(), user=user, refresh_jti=uuid.uuid4(),
            started_at=expired - timedelta(days=1), refreshed_at=expired, expires_at=expired,
        )  # fmt: skip
    yield old, new
    user.delete()


def held() -> dict[str, list[object]]:
    """What is kept of old loads and logins, by kind."""
    replaced = query(
        "SELECT relname FROM pg_class WHERE relnamespace = 'staging'::REGNAMESPACE"
        " AND relname LIKE 'replaced%%' ORDER BY 1"
    )
    rejects = query("SELECT DISTINCT run_id FROM staging.load_rejects ORDER BY 1")
    sessions = query("SELECT (now() - expires_at)::TEXT FROM support.user_sessions ORDER BY 1")
    return {
        "replaced": [name for (name,) in replaced],
        "rejects": [run_id for (run_id,) in rejects],
        "files": sorted(path.name for path in Path(settings.LOAD_REJECTS_DIR).iterdir()),
        "sessions": [age.partition(" days")[0] for (age,) in sessions],
    }


def test_what_is_older_than_the_days_goes(old_and_new: tuple[int, int], run_command: Run) -> None:
    old, new = old_and_new
    before = held()
    other = Path(settings.LOAD_REJECTS_DIR) / "notes.csv"
    other.touch()
    os.utime(other, (0, 0))

    outcome = run_command("prune_loads", "--keep-days", 90)

    assert "sessions 1, rejects 1, reject files 1, replaced 1" in outcome.out
    assert held() == {
        "replaced": [f"replaced_{new}_fact_demand_daily"],
        "rejects": [run for run in before["rejects"] if run != old],
        "files": ["notes.csv", *(name for name in before["files"] if str(old) not in str(name))],
        "sessions": ["89"],
    }
    assert old in before["rejects"]
    assert query("SELECT count(*) FROM support.load_runs") == [(3,)]


def test_rows_of_a_pruned_load_cannot_be_taken_back(
    old_and_new: tuple[int, int], run_command: Run
) -> None:
    run_command("prune_loads")
    refused = run_command("rollback_load", old_and_new[0])
    assert (refused.code, refused.err.partition(":")[0]) == (65, "TOO_OLD")


def test_a_dry_run_names_all_that_goes_and_changes_nothing(
    runs: list[int], old_and_new: tuple[int, int], run_command: Run
) -> None:
    before = (fingerprint(), held(), with_rows())
    told = run_command("prune_loads", "--keep-runs", 1, "--dry-run")
    assert (told.code, (fingerprint(), held(), with_rows())) == (0, before)

    done = run_command("prune_loads", "--keep-runs", 1)

    assert done.out.replace("gone:", "would go:") == told.out
    assert "replaced 1, left over 0, runs 3" in done.out


def test_one_audit_row_tells_what_went_and_nothing_is_told_of_nothing(
    runs: list[int], run_command: Run
) -> None:
    before = len(audited())
    for _ in range(2):
        assert run_command("prune_loads", "--keep-runs", 3).code == 0
    (told,) = audited()[before:]
    assert told == {
        "sessions": 0, "rejects": 0, "reject_files": 0, "replaced": 0, "left_over": 0, "runs": 1,
        "dropped_runs": [f"analytics.forecasts_{runs[0]}"], "kept": {"runs": 3, "days": 90},
    }  # fmt: skip


LEFT = "CREATE TABLE staging.fact_orders_77_2026_03 (run_id BIGINT)"
IS_LEFT = "SELECT count(*) FROM pg_class WHERE relname = 'fact_orders_77_2026_03'"


def test_tables_of_a_killed_load_go_unless_its_dataset_is_being_loaded(run_command: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEFT)
    with session("nova_loader") as loading:
        loading.execute("SELECT pg_advisory_lock(%s, hashtext('orders'))", [0x4E4F5641])
        assert "left over 0" in run_command("prune_loads").out
        assert query(IS_LEFT) == [(1,)]
    assert "staging.fact_orders_77_2026_03" in run_command("prune_loads").out
    assert query(IS_LEFT) == [(0,)]


def test_only_the_owner_may(runs: list[int]) -> None:
    command = start_command("prune_loads", "--keep-runs", 0, role="nova_loader")
    _, said = command.communicate(timeout=60)
    assert (command.returncode, said.partition(":")[0]) == (77, "NOT_PERMITTED")
    assert with_rows() == runs


def test_the_worker_of_the_owner_clears_away_too(runs: list[int]) -> None:
    assert prune_loads_task()["runs"] == 0  # four retired runs, and seven stay
    assert with_rows() == runs
