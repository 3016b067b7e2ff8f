"""Old runs go while others read: nobody sees an error, nobody waits, and a kill costs nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import Popen

import psycopg
import pytest

from tests.databases import session, start_command, url_of
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, query
from tests.mlops.pipeline.test_retention import given_up, with_rows

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]

LONGEST_WAIT_S = 1.0
OF_CHAMPION = (
    "SELECT count(*) FROM analytics.forecasts JOIN core.dim_item USING (item_id)"
    " WHERE run_id = (SELECT run_id FROM analytics.model_runs WHERE status = 'CHAMPION')"
)
OF_ALL = "SELECT count(*) FROM analytics.forecasts JOIN core.dim_item USING (item_id)"
PRUNING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'nova prune'"


@pytest.fixture
def runs(load_forecasts: Run, tmp_path: Path) -> list[int]:
    """Six runs of forecasts, the last of them the champion: four may go."""
    for hours in range(6):
        rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours))
        assert load_forecasts(write_parquet(tmp_path / "f.parquet", rows), "--no-refresh").code == 0
    return [run_id for (run_id,) in query("SELECT run_id FROM support.load_runs ORDER BY 1")]


def start_prune(patience: int = 60) -> "Popen[str]":
    return start_command("prune_loads", "--keep-runs", 0, "--patience", patience, role="nova_owner")


def ended(command: "Popen[str]") -> int:
    _, said = command.communicate(timeout=90)
    assert said == "", said
    return command.returncode


@contextmanager
def polling(statement: str) -> Iterator[list[tuple[float, int]]]:
    """Seconds and answer of each query of a reader who asks all the time, until the end."""
    answers: list[tuple[float, int]] = []
    stop = threading.Event()

    def poll() -> None:
        with psycopg.connect(url_of("nova_api"), autocommit=True) as reader:
            while not stop.is_set():
                started = time.monotonic()
                ((count,),) = reader.execute(statement).fetchall()
                answers.append((time.monotonic() - started, count))

    reader = threading.Thread(target=poll)
    reader.start()
    try:
        yield answers
    finally:
        stop.set()
        reader.join(timeout=60)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.005)


def state_of(run_id: int) -> str:
    """attached, detaching, detached or gone."""
    found = query(
        "SELECT CASE WHEN NOT relispartition THEN 'detached' WHEN inhdetachpending THEN 'detaching'"
        " ELSE 'attached' END FROM pg_class LEFT JOIN pg_inherits ON inhrelid = oid"
        " WHERE relname = %s",
        f"forecasts_{run_id}",
    )
    return str(found[0][0]) if found else "gone"


def test_readers_meet_neither_an_error_nor_a_wait(runs: list[int]) -> None:
    with polling(OF_CHAMPION) as of_champion, polling(OF_ALL) as of_all:
        until(lambda: bool(of_champion and of_all))
        assert ended(start_prune()) == 0
    assert with_rows() == runs[4:]
    assert {count for _, count in of_champion} == {20}
    counts = [count for _, count in of_all]
    assert (counts[0], counts[-1]) == (120, 40)
    assert counts == sorted(counts, reverse=True)
    assert max(seconds for seconds, _ in of_champion + of_all) < LONGEST_WAIT_S


def test_nobody_waits_while_a_long_reader_of_a_dimension_keeps_a_run_from_going(
    runs: list[int],
) -> None:
    with session("nova_bi") as long_reader:
        long_reader.execute("SELECT count(*) FROM core.dim_item")
        with polling(OF_CHAMPION) as answers:
            pruning = start_prune()
            until(lambda: state_of(runs[0]) == "detached")
            seen = len(answers)
            until(lambda: len(answers) > seen + 100)
            assert state_of(runs[0]) == "detached"
    assert max(seconds for seconds, _ in answers) < LONGEST_WAIT_S
    assert (ended(pruning), with_rows()) == (0, runs[4:])


def test_a_reader_who_goes_on_too_long_ends_it_with_75_and_the_next_time_goes_on(
    runs: list[int],
) -> None:
    with session("nova_api") as reader:
        reader.execute(OF_ALL)
        pruning = start_prune(patience=1)
        _, said = pruning.communicate(timeout=60)
        assert (pruning.returncode, said.partition(":")[0]) == (75, "LOCKED")
        assert "done until then: " in said
        assert (state_of(runs[0]), given_up()) == ("detaching", runs[:4])
    assert (ended(start_prune()), with_rows()) == (0, runs[4:])


def kill(pruning: "Popen[str]") -> None:
    pruning.kill()
    pruning.communicate(timeout=30)
    until(lambda: not query(PRUNING))


def test_a_kill_while_it_detaches_is_made_good_by_the_next_time(
    runs: list[int], run_command: Run
) -> None:
    with session("nova_api") as reader:
        reader.execute(OF_ALL)
        pruning = start_prune()
        until(lambda: state_of(runs[0]) == "detaching")
        kill(pruning)
    assert champion() == (runs[5], 20)
    assert run_command("rollback_load", runs[5], "--no-refresh").code == 0
    # The run that was taken back goes too: nobody goes back to it.
    assert (ended(start_prune()), with_rows()) == (0, [runs[4]])


def test_a_kill_between_detach_and_drop_is_made_good_by_the_next_time(runs: list[int]) -> None:
    with session("nova_bi") as reader:
        reader.execute("SELECT count(*) FROM core.dim_item")
        pruning = start_prune()
        until(lambda: state_of(runs[0]) == "detached")
        kill(pruning)
    assert state_of(runs[0]) == "detached"
    assert (ended(start_prune()), state_of(runs[0]), with_rows()) == (0, "gone", runs[4:])
