"""The pointer that says which run of a dataset readers see: moved on, and moved back."""

from typing import Any

from mlops.contracts import Dataset
from mlops.pipeline.errors import LoadError
from mlops.pipeline.gates import champion_run
from nova.db.sql import read_sql


def crown(cursor: Any, dataset: str, run_id: int) -> None:
    """Make the run the one that readers see; the champion before it is retired."""
    cursor.execute(
        "UPDATE analytics.model_runs SET status = 'RETIRED'"
        " WHERE dataset = %s AND status = 'CHAMPION'",
        [dataset],
    )
    cursor.execute(
        "UPDATE analytics.model_runs SET status = 'CHAMPION', crowned_at = clock_timestamp()"
        " WHERE run_id = %s",
        [run_id],
    )


def run_before(cursor: Any, dataset: Dataset, run_id: int) -> int | None:
    """The champion before a run; None where the rows of no such run are left."""
    cursor.execute(
        read_sql("analytics", "run_before.sql"),
        {"dataset": dataset.name, "target": dataset.target, "run_id": run_id},
    )
    row = cursor.fetchone()
    return int(row[0]) if row else None


def move_back(cursor: Any, dataset: Dataset, run_id: int, *, was_candidate: bool = False) -> int:
    """The run before, made the champion again; the run is retired, or the candidate that it was
    before it was promoted. No row of either is touched.

    LoadError when readers do not see the run, or when there is none before it.
    """
    champion = champion_run(cursor, dataset.name)
    if champion is None or champion[0] != run_id:
        seen = f"run {champion[0]}" if champion else "none"
        raise LoadError("NOT_CHAMPION", f"readers see {seen} of {dataset.name}, not run {run_id}")
    before = run_before(cursor, dataset, run_id)
    if before is None:
        raise LoadError(
            "NOTHING_TO_ROLL_BACK",
            f"no run of {dataset.name} before run {run_id} has its rows: load another file",
        )
    for status, run in (
        ("CANDIDATE" if was_candidate else "RETIRED", run_id),
        ("CHAMPION", before),
    ):
        cursor.execute(
            "UPDATE analytics.model_runs SET status = %s WHERE run_id = %s", [status, run]
        )
    return before


def give_up(cursor: Any, run_id: int) -> None:
    """A candidate retired, so that its rows go in time. LoadError when it is one no more."""
    cursor.execute(
        "UPDATE analytics.model_runs SET status = 'RETIRED'"
        " WHERE run_id = %s AND status = 'CANDIDATE'",
        [run_id],
    )
    if cursor.rowcount == 0:
        raise LoadError(
            "NOTHING_TO_ROLL_BACK",
            f"run {run_id} became the champion by another run: take that one back",
        )
