"""The table of a run's own: filled by COPY, then made to hold the dataset's key.

For a run dataset it is the partition-to-be, so that its CHECKs, primary key and foreign keys are
the validation; for an upsert dataset it is unlogged and goes when the transaction ends.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
from django.db import IntegrityError, transaction
from psycopg import errors, sql

from mlops.contracts import SQL_TYPES, Dataset, Publication
from mlops.pipeline.checks import SOURCE_ROW, Fault, Tally
from mlops.pipeline.errors import LoadError

SHOWN_CONFLICTS = 20


@dataclass(frozen=True)
class Staged:
    """A filled staging table: its columns are those of the target, plus source_row."""

    dataset: Dataset
    run_id: int
    columns: tuple[str, ...]

    @property
    def table(self) -> sql.Identifier:
        return sql.Identifier("staging", f"{self.dataset.name}_{self.run_id}")

    @property
    def target(self) -> sql.Identifier:
        return sql.Identifier(*self.dataset.target.split("."))

    def key(self, alias: str | None = None) -> list[sql.Composable]:
        """The key's parts as the target's unique index has them, of the table so named."""
        parts: list[sql.Composable] = []
        for name in self.dataset.key:
            column = sql.Identifier(alias, name) if alias else sql.Identifier(name)
            optional = name == self.dataset.key_optional
            parts.append(sql.SQL("(coalesce({}, 0))").format(column) if optional else column)
        return parts

    @property
    def key_list(self) -> sql.Composed:
        return sql.SQL(", ").join(self.key())


def create(cursor: Any, dataset: Dataset, run_id: int, columns: tuple[str, ...]) -> Staged:
    """The empty table of a run, made in the load's own transaction."""
    staged = Staged(dataset, run_id, columns)
    if dataset.publication is Publication.RUN:
        cursor.execute(
            sql.SQL(
                "CREATE TABLE {table} (LIKE {target} INCLUDING DEFAULTS INCLUDING CONSTRAINTS"
                " INCLUDING GENERATED INCLUDING STORAGE)"
            ).format(table=staged.table, target=staged.target)
        )
        # The partition's bound, known before ATTACH, which then need not read the rows for it.
        cursor.execute(
            sql.SQL(
                "ALTER TABLE {table} ALTER run_id SET DEFAULT {run}, ADD CHECK (run_id = {run})"
            ).format(table=staged.table, run=sql.Literal(run_id))
        )
        return staged
    definitions = [
        sql.SQL("{name} {kind}").format(name=sql.Identifier(name), kind=sql.SQL(kind))
        for name, kind in ((name, _sql_type(dataset, name)) for name in columns)
    ]
    cursor.execute(
        sql.SQL("CREATE UNLOGGED TABLE {table} ({columns})").format(
            table=staged.table, columns=sql.SQL(", ").join(definitions)
        )
    )
    return staged


def _sql_type(dataset: Dataset, name: str) -> str:
    if name == SOURCE_ROW:
        return "BIGINT NOT NULL"
    if any(reference.id_column == name for reference in dataset.references):
        return "INTEGER"
    return SQL_TYPES[dataset.column(name).kind]


class Copier:
    """COPY into a staging table, one block a batch; frozen, since nobody saw the table before."""

    def __init__(self, cursor: Any, staged: Staged) -> None:
        self._statement = sql.SQL(
            "COPY {table} ({columns}) FROM STDIN (FORMAT csv, FREEZE)"
        ).format(
            table=staged.table,
            columns=sql.SQL(", ").join(map(sql.Identifier, staged.columns)),
        )
        self._columns = list(staged.columns)
        self._cursor = cursor
        self._options = pa_csv.WriteOptions(include_header=False)

    def copy(self, batches: Iterable[pa.RecordBatch]) -> None:
        with self._cursor.copy(self._statement) as stream:
            for batch in batches:
                block = io.BytesIO()
                pa_csv.write_csv(batch.select(self._columns), block, self._options)
                stream.write(block.getbuffer())


def enforce_key(cursor: Any, staged: Staged, tally: Tally) -> int:
    """Number of exact duplicates dropped so that the table holds the dataset's key.

    LoadError CONFLICTING_DUPLICATE when rows of one key differ: none of them is known to be right.
    """
    try:
        with transaction.atomic():
            _add_key(cursor, staged)
    except IntegrityError as error:
        if not isinstance(error.__cause__, errors.UniqueViolation):
            raise
        _refuse_conflicts(cursor, staged, tally)
        dropped = _drop_duplicates(cursor, staged)
        _add_key(cursor, staged)
        return dropped
    return 0


def _add_key(cursor: Any, staged: Staged) -> None:
    form = (
        "ALTER TABLE {table} ADD PRIMARY KEY ({key})"
        if staged.dataset.publication is Publication.RUN
        else "CREATE UNIQUE INDEX ON {table} ({key})"
    )
    cursor.execute(sql.SQL(form).format(table=staged.table, key=staged.key_list))


def _row_of_values(staged: Staged) -> sql.Composed:
    values = [sql.Identifier(name) for name in staged.columns if name != SOURCE_ROW]
    return sql.SQL("ROW({})").format(sql.SQL(", ").join(values))


def _refuse_conflicts(cursor: Any, staged: Staged, tally: Tally) -> None:
    cursor.execute(
        sql.SQL(
            "SELECT array_agg(source_row ORDER BY source_row) FROM {table} GROUP BY {key}"
            " HAVING count(DISTINCT {row}::TEXT) > 1 ORDER BY min(source_row) LIMIT {limit}"
        ).format(
            table=staged.table,
            key=staged.key_list,
            row=_row_of_values(staged),
            limit=sql.Literal(SHOWN_CONFLICTS),
        )
    )
    conflicts = [rows for (rows,) in cursor.fetchall()]
    if not conflicts:
        return
    column = ", ".join(staged.dataset.key)
    for rows in conflicts:
        others = ", ".join(map(str, rows[1:6]))
        message = f"has the key of row {others} and other values"
        tally.faults.append(Fault(rows[0], column, "CONFLICTING_DUPLICATE", None, message))
    tally.by_code["CONFLICTING_DUPLICATE"] += len(conflicts)
    first = " and ".join(map(str, conflicts[0][:2]))
    raise LoadError(
        "CONFLICTING_DUPLICATE",
        f"rows {first} have one key and different values: neither is known to be right",
        row=conflicts[0][0],
    )


def _drop_duplicates(cursor: Any, staged: Staged) -> int:
    cursor.execute(
        sql.SQL(
            "DELETE FROM {table} WHERE source_row IN (SELECT source_row FROM ("
            " SELECT source_row, row_number() OVER (PARTITION BY {key} ORDER BY source_row) AS nth"
            " FROM {table}) AS numbered WHERE nth > 1)"
        ).format(table=staged.table, key=staged.key_list)
    )
    return int(cursor.rowcount)
