"""What was published together is taken back together; and nothing of it in halves."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, fingerprint, query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]

SESSIONS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'nova load%%: rollback'"
    " AND datname = current_database()"
)


def edition(folder: Path, number: int) -> Path:
    """A unit of a material, demand of two days and forecasts; number changes every figure."""
    folder.mkdir()
    (folder / "items.csv").write_text(f"sku,name,unit_measure\n0012,Parafuso {number},UN\n")
    (folder / "demand.csv").write_text(
        "full_date,sku,site_code,quantity\n"
        f"2026-03-02,0012,BA01,{number}\n2026-03-0{2 + number},0012,SP01,1\n"
    )
    rows = forecast_rows(level=number, computed_at=COMPUTED_AT + timedelta(hours=number))
    write_parquet(folder / "forecasts.parquet", rows)
    files = [("items", "items.csv"), ("demand", "demand.csv"), ("forecasts", "forecasts.parquet")]
    entries = [{"dataset": dataset, "name": name} for dataset, name in files]
    (folder / "manifest.json").write_text(json.dumps({"version": 1, "files": entries}))
    return folder


@pytest.fixture
def two_units(run_command: Run, tmp_path: Path) -> list[int]:
    """Numbers of the runs of the second of two units: materials, demand, forecasts."""
    for number in (1, 2):
        outcome = run_command("load_all", edition(tmp_path / f"unit{number}", number))
        assert outcome.code == 0, outcome.err
    runs = query("SELECT run_id FROM support.load_runs ORDER BY run_id")
    assert len(runs) == 6
    return [run_id for (run_id,) in runs[3:]]


def demand_held() -> list[tuple[object, ...]]:
    return query(
        "SELECT extract(DAY FROM full_date)::INTEGER, quantity::INTEGER, run_id"
        " FROM core.fact_demand_daily ORDER BY full_date"
    )


def test_one_run_of_a_unit_is_refused_without_the_unit(
    run_command: Run, two_units: list[int]
) -> None:
    before = fingerprint()
    outcome = run_command("rollback_load", two_units[1])
    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "PART_OF_UNIT")
    assert "--unit" in outcome.err
    assert fingerprint() == before


def test_a_unit_is_taken_back_whole_but_for_its_dimensions(
    run_command: Run, two_units: list[int]
) -> None:
    _, demand, forecasts = two_units

    outcome = run_command("rollback_load", demand, "--unit", "--json")

    assert outcome.code == 0, outcome.err
    told = json.loads(outcome.out)["runs"]
    assert [(run["dataset"], run["status"]) for run in told] == [
        ("forecasts", "ROLLBACK"), ("demand", "ROLLBACK"), ("items", "KEPT"),
    ]  # fmt: skip
    assert champion() == (forecasts - 3, 20)
    assert demand_held() == [(2, 1, demand - 3), (3, 1, demand - 3)]
    assert query("SELECT name FROM core.dim_item WHERE sku = '0012'") == [("Parafuso 2",)]
    assert query(
        "SELECT (details ->> 'rolled_back')::BIGINT FROM support.load_runs"
        " WHERE status = 'ROLLBACK' ORDER BY run_id"
    ) == [(forecasts,), (demand,)]


def test_forecasts_that_were_replaced_since_stay_when_their_unit_is_taken_back(
    run_command: Run, two_units: list[int], tmp_path: Path
) -> None:
    rows = forecast_rows(level=9, computed_at=COMPUTED_AT + timedelta(hours=9))
    run_command("load_forecasts", write_parquet(tmp_path / "later.parquet", rows))
    later = champion()

    outcome = run_command("rollback_load", two_units[1], "--unit")

    assert outcome.code == 0, outcome.err
    assert champion() == later
    assert demand_held() == [(2, 1, two_units[1] - 3), (3, 1, two_units[1] - 3)]


def test_a_unit_can_be_loaded_again_after_its_rollback(
    run_command: Run, two_units: list[int], tmp_path: Path
) -> None:
    once = [row[:2] for row in demand_held()]
    run_command("rollback_load", two_units[1], "--unit")
    assert run_command("load_all", tmp_path / "unit2").code == 0
    assert [row[:2] for row in demand_held()] == once


def as_loader(*arguments: object) -> tuple[int, str]:
    """Exit code and standard error of a command that is a process of its own."""
    command = start_command(*arguments)
    _, said = command.communicate(timeout=60)
    return command.returncode, said


@pytest.fixture
def demand_run(tmp_path: Path) -> int:
    """The loader's own run of the demand of the second of two units."""
    for number in (1, 2):
        assert as_loader("load_all", edition(tmp_path / f"unit{number}", number))[0] == 0
    ((run_id,),) = query("SELECT max(run_id) FROM support.load_runs WHERE dataset = 'demand'")
    return int(run_id)


def test_a_kill_in_the_middle_leaves_everything_as_it_was(demand_run: int) -> None:
    before = fingerprint()
    with session("nova_owner") as blocker:
        # Forecasts and demand are taken back by then, and the record waits.
        blocker.execute("LOCK TABLE support.load_runs IN SHARE MODE")
        killed = start_command("rollback_load", demand_run, "--unit")
        until(f"{SESSIONS} AND wait_event_type = 'Lock'", there=True)
        killed.kill()
        killed.communicate(timeout=30)
        until(SESSIONS, there=False)
    assert fingerprint() == before
    assert as_loader("rollback_load", demand_run, "--unit") == (0, "")
    assert [row[:2] for row in demand_held()] == [(2, 1), (3, 1)]


def test_two_rollbacks_at_once_are_one(demand_run: int) -> None:
    with session("nova_owner") as blocker:
        blocker.execute("LOCK TABLE support.load_runs IN SHARE MODE")
        first = start_command("rollback_load", demand_run, "--unit")
        until(f"{SESSIONS} AND wait_event_type = 'Lock'", there=True)
        code, said = as_loader("rollback_load", demand_run, "--unit")
    first.communicate(timeout=30)
    assert (code, said.partition(":")[0]) == (75, "LOCKED")
    assert first.returncode == 0


def until(statement: str, *, there: bool) -> None:
    deadline = time.monotonic() + 30
    while bool(query(statement)) != there:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
