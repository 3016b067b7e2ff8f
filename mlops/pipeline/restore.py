"""The rows of a target as they were before one run changed them.

What the run replaced is put back with the number of the run it came from; what the run added is
removed. Rows that a later run changed since no longer carry the run's number, and are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from mlops.contracts import Dataset
from mlops.pipeline.errors import LoadError
from mlops.pipeline.upsert import replaced_table
from support.models import LoadRun

REMOVABLE = ("core.fact_", "analytics.")


@dataclass(frozen=True)
class TakenBack:
    """Rows that the run had changed or added, by what became of them."""

    restored: int
    removed: int
    superseded: int


def take_back_rows(cursor: Any, dataset: Dataset, run: LoadRun) -> TakenBack:
    """Undo what the run did to its target. LoadError TOO_OLD when what it replaced is gone."""
    added, changed = int(run.details["inserted"]), int(run.details["updated"])
    restored = 0
    if changed:
        _refuse_pruned(cursor, dataset, run, changed)
        restored = _put_back(cursor, dataset, run)
    schema, _, table = dataset.target.partition(".")
    remove = sql.SQL("SELECT {}.remove_run(%s, %s)").format(sql.Identifier(schema))
    cursor.execute(remove, [table, run.run_id])
    removed = int(cursor.fetchone()[0])
    if restored:
        # Rows of a run that was taken back while this one lay over them: now its turn has come.
        for earlier in _undone_among(cursor, dataset, run):
            take_back_rows(cursor, dataset, earlier)
    return TakenBack(restored, removed, added + changed - restored - removed)


def _replaced(dataset: Dataset, run: LoadRun) -> sql.Identifier:
    return sql.Identifier("staging", replaced_table(dataset.target, run.run_id))


def _refuse_pruned(cursor: Any, dataset: Dataset, run: LoadRun, changed: int) -> None:
    name = replaced_table(dataset.target, run.run_id)
    cursor.execute("SELECT to_regclass(%s) IS NULL", [f"staging.{name}"])
    if cursor.fetchone()[0]:
        raise LoadError(
            "TOO_OLD",
            f"the {changed:,} rows that run {run.run_id} replaced are kept no longer"
            f" (staging.{name}): load the file from before it",
        )
    # The join back is planned by what is in there, which nothing has counted since the load.
    cursor.execute(sql.SQL("ANALYZE {}").format(_replaced(dataset, run)))


def _put_back(cursor: Any, dataset: Dataset, run: LoadRun) -> int:
    columns = [name for name in _columns(dataset) if name not in dataset.key]
    form = (
        "UPDATE {target} AS held SET {columns} FROM {replaced} AS replaced"
        " WHERE held.run_id = {run} AND {same_key} AND {days}"
    )
    cursor.execute(
        sql.SQL(form).format(
            target=sql.Identifier(*dataset.target.split(".")),
            columns=sql.SQL(", ").join(
                sql.SQL("{0} = replaced.{0}").format(sql.Identifier(name))
                for name in [*columns, "run_id"]
            ),
            replaced=_replaced(dataset, run),
            run=sql.Literal(run.run_id),
            same_key=_same_key(dataset),
            days=_days(cursor, dataset, run),
        )
    )
    return int(cursor.rowcount)


def _columns(dataset: Dataset) -> Iterator[str]:
    """Columns of the target that a file of the dataset can change."""
    for column in dataset.columns:
        reference = dataset.reference_of(column.name)
        yield reference.id_column if reference else column.name


def _same_key(dataset: Dataset) -> sql.Composed:
    """A run has one row of each key, so key_where has no say: an alert may be resolved by now."""
    return sql.SQL(" AND ").join(
        sql.SQL("coalesce(held.{0}, 0) = coalesce(replaced.{0}, 0)").format(sql.Identifier(name))
        if name == dataset.key_optional
        else sql.SQL("held.{0} = replaced.{0}").format(sql.Identifier(name))
        for name in dataset.key
    )


def _days(cursor: Any, dataset: Dataset, run: LoadRun) -> sql.Composable:
    """The days there are as constants, so that the other months are not even planned."""
    if not dataset.dated:
        return sql.SQL("TRUE")
    day = sql.Identifier(dataset.dated)
    cursor.execute(
        sql.SQL("SELECT min({0}), max({0}) FROM {1}").format(day, _replaced(dataset, run))
    )
    first, last = map(sql.Literal, cursor.fetchone())
    return sql.SQL("held.{} BETWEEN {} AND {}").format(day, first, last)


def _undone_among(cursor: Any, dataset: Dataset, run: LoadRun) -> list[LoadRun]:
    """Runs that the replaced rows came from and that were taken back themselves."""
    cursor.execute(sql.SQL("SELECT DISTINCT run_id FROM {}").format(_replaced(dataset, run)))
    origins = [run_id for (run_id,) in cursor.fetchall()]
    undoing = LoadRun.objects.rollbacks_of(origins)
    return list(LoadRun.objects.filter(run_id__in=[run.details["rolled_back"] for run in undoing]))
