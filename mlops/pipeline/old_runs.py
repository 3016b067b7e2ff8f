"""Retired runs of forecasts and features: given up in the records, then detached and dropped.

A kill at any point leaves runs that are given up and still have a table: the next time ends it.
Nobody goes back to such a run meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core import partitions
from mlops.contracts import Dataset, Publication
from mlops.datasets import DATASETS
from mlops.pipeline.dropping import LOCK_TIMEOUT, drop_when_free
from mlops.pipeline.gates import champion_run
from mlops.pipeline.pointer import run_before
from nova.db.sql import read_sql


@dataclass(frozen=True)
class RunTable:
    """The table of a run: attached, detaching or detached."""

    dataset: Dataset
    name: str
    state: str


def runs_to_drop(keep: int) -> list[str]:
    """Tables of the runs that would go now, and of those that were given up and are still there."""
    with transaction.atomic(), connection.cursor() as cursor:
        due = [
            f"{dataset.target}_{run_id}"
            for dataset in _datasets()
            for run_id in _due(cursor, dataset, keep)
        ]
        return [f"analytics.{table.name}" for table in _given_up(cursor)] + due


def drop_runs(keep: int, *, patience: int) -> Iterator[str]:
    """Drop the runs beyond the newest `keep` retired ones of each dataset; each table when gone.

    The champion, the run before it and candidates stay. patience: seconds that readers which began
    before may go on; UpkeepError LOCKED after that.
    """
    with connection.cursor() as cursor:
        for dataset in _datasets():
            with transaction.atomic():
                _give_up(cursor, _due(cursor, dataset, keep))
        left = _given_up(cursor)
    for table in left:
        name = f"analytics.{table.name}"
        partitions.detach(table.dataset.target, name, state=table.state, patience=f"{patience}s")
        drop_when_free(name, patience=patience)
        yield name


def _datasets() -> list[Dataset]:
    return [d for d in DATASETS.values() if d.publication is Publication.RUN]


def _due(cursor: Any, dataset: Dataset, keep: int) -> list[int]:
    """The runs, with the champion locked, so that no rollback goes to one of them meanwhile."""
    cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
    champion = champion_run(cursor, dataset.name)
    if champion is None:
        return []
    cursor.execute(
        "SELECT run_id FROM analytics.model_runs WHERE dataset = %s AND status = 'RETIRED'"
        " AND dropped_at IS NULL ORDER BY run_id DESC OFFSET %s",
        [dataset.name, keep],
    )
    runs = [run_id for (run_id,) in cursor.fetchall()]
    before = run_before(cursor, dataset, champion[0])
    return [run_id for run_id in reversed(runs) if run_id != before]


def _give_up(cursor: Any, runs: list[int]) -> None:
    cursor.execute(
        "UPDATE analytics.model_runs SET dropped_at = CURRENT_TIMESTAMP WHERE run_id = ANY(%s)",
        [runs],
    )
    cursor.execute("DELETE FROM analytics.run_item_sites WHERE run_id = ANY(%s)", [runs])


def _given_up(cursor: Any) -> list[RunTable]:
    tables = []
    for dataset in _datasets():
        cursor.execute(
            read_sql("analytics", "dropped_runs.sql"),
            {"dataset": dataset.name, "target": dataset.target},
        )
        tables += [RunTable(dataset, name, state) for name, _, state in cursor.fetchall()]
    return tables
