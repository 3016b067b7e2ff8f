"""One file into its staging table: read, checked, resolved, copied, its key enforced."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from psycopg import sql

from mlops.contracts import Dataset, Publication
from mlops.pipeline.checks import Checker, Tally, Window
from mlops.pipeline.errors import LoadError
from mlops.pipeline.files import Reading
from mlops.pipeline.keys import Resolver
from mlops.pipeline.staging import Copier, Staged, create, enforce_key

Progress = Callable[[str, int, int | None], None]
"""Called with the step, the rows done and the rows there are (None: not known)."""


@dataclass(frozen=True)
class Ingested:
    """A filled staging table and what it holds."""

    staged: Staged
    rows: int
    duplicates: int
    as_of: date | None
    computed_at: datetime | None
    model_tag: str | None


@dataclass
class Clock:
    """Seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.monotonic)

    def lap(self, step: str) -> None:
        now = time.monotonic()
        self.seconds[step] = round(self.seconds.get(step, 0.0) + now - self._since, 3)
        self._since = now


def ingest(
    cursor: Any,
    dataset: Dataset,
    run_id: int,
    reading: Reading,
    *,
    window: Window,
    tally: Tally,
    clock: Clock,
    max_rejects: int,
    progress: Progress,
) -> Ingested:
    """LoadError when the file or more than max_rejects of its rows break the contract."""
    checker = Checker(dataset, window, tally, reading.manifest.timezone)
    resolver = Resolver(cursor, dataset, tally)
    columns = _columns(checker, resolver, reading.schema)
    staged = create(cursor, dataset, run_id, columns)

    def prepared() -> Iterator[pa.RecordBatch]:
        for batch in reading.batches():
            yield resolver.resolve(checker.check(batch))
            progress("validate and copy", tally.rows_read, reading.content.rows)

    Copier(cursor, staged).copy(prepared())
    clock.lap("copy")
    _refuse_surplus(tally, max_rejects)
    progress("keys", tally.rows_read, tally.rows_read)
    duplicates = enforce_key(cursor, staged, tally)
    clock.lap("keys")
    return Ingested(
        staged=staged,
        rows=tally.rows_read - tally.rows_rejected - duplicates,
        duplicates=duplicates,
        **_about(cursor, staged),
    )


def _columns(checker: Checker, resolver: Resolver, schema: pa.Schema) -> tuple[str, ...]:
    """Columns that a batch of this file will have, from one without rows."""
    empty = pa.RecordBatch.from_pylist([], schema=schema)
    return tuple(resolver.resolve(checker.check(empty)).schema.names)


def _refuse_surplus(tally: Tally, max_rejects: int) -> None:
    if tally.rows_rejected > max_rejects:
        codes = ", ".join(f"{code} {count:,}" for code, count in tally.by_code.most_common())
        first = tally.faults[0]
        raise LoadError(
            "TOO_MANY_REJECTS",
            f"{tally.rows_rejected:,} of {tally.rows_read:,} rows rejected, {max_rejects:,} allowed"
            f" ({codes}); first: row {first.row}, {first.column} = {first.value!r} {first.message}"
            f"{tally.unknown_keys.words()}",
            row=first.row,
            column=first.column,
            unknown_keys=tally.unknown_keys.plain(),
        )


def _about(cursor: Any, staged: Staged) -> dict[str, Any]:
    """Latest day and moment of the rows; for a run also its model, when it is one."""
    if staged.dataset.publication is Publication.RUN:
        form = (
            "SELECT max(as_of), coalesce(max(computed_at), now()), min(model_tag), max(model_tag)"
            " FROM {table}"
        )
        cursor.execute(sql.SQL(form).format(table=staged.table))
        as_of, computed_at, one, other = cursor.fetchone()
        tag = one if one == other else f"{one} … {other}"
        return {"as_of": as_of, "computed_at": computed_at, "model_tag": tag}
    as_of = None
    if staged.dataset.dated:
        cursor.execute(
            sql.SQL("SELECT max({day}) FROM {table}").format(
                day=sql.Identifier(staged.dataset.dated), table=staged.table
            )
        )
        (as_of,) = cursor.fetchone()
    return {"as_of": as_of, "computed_at": None, "model_tag": None}
