"""One file into its staging tables: read, checked, resolved, copied, every rule enforced."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from mlops.contracts import Dataset
from mlops.pipeline.checks import SOURCE_ROW, Checker, Tally, Window
from mlops.pipeline.constants import Constants, constants_of
from mlops.pipeline.copying import copy
from mlops.pipeline.errors import LoadError
from mlops.pipeline.figures import Figures
from mlops.pipeline.files import Reading
from mlops.pipeline.finishing import finish
from mlops.pipeline.keys import Resolver
from mlops.pipeline.staging import ROW_BITS, Staging, layout
from mlops.pipeline.steps import Steps

Progress = Callable[[str, int, int | None], None]
"""Called with the step, the rows done and the rows there are (None: not known)."""


@dataclass(frozen=True)
class Ingested:
    """Filled staging tables and what they hold; held: rows by table; folded: rows of the file that
    went into another row of the table."""

    staging: Staging
    figures: Figures
    duplicates: int
    held: dict[str, int] = field(default_factory=dict)
    folded: int = 0

    @property
    def rows(self) -> int:
        return sum(self.held.values())


def ingest(
    cursor: Any,
    dataset: Dataset,
    run_id: int,
    reading: Reading,
    *,
    window: Window,
    tally: Tally,
    steps: Steps,
    max_rejects: int,
    progress: Progress,
    is_apart: bool,
) -> Ingested:
    """LoadError when the file or more than max_rejects of its rows break the contract."""
    rows = _Rows(
        run_id,
        Checker(dataset, window, tally, reading.manifest.timezone),
        Resolver(cursor, dataset, tally),
        Figures(dataset),
    )
    names = rows.columns(reading.schema)
    is_long = dataset.is_long(reading.schema.names)
    if not is_long:
        rows.constants = constants_of(dataset, reading.content.constants, reading.schema.names)
    copied = [name for name in names if name not in rows.constants.names]
    staging = Staging(
        dataset, run_id, layout(cursor, dataset, copied), is_long=is_long, is_apart=is_apart
    )
    if not dataset.dated:
        staging.table_of(cursor, None)

    def counted() -> Iterator[pa.RecordBatch]:
        for batch in reading.batches():
            yield rows.prepare(batch)
            progress("validate and copy", tally.rows_read, reading.content.rows)

    steps.begin("copy")
    copy(cursor, staging, counted())
    _refuse_surplus(tally, max_rejects)
    steps.begin("keys")
    progress("keys", tally.rows_read, tally.rows_read)
    duplicates, folded, held = finish(cursor, staging, rows.constants, tally)
    if duplicates:
        _recount(cursor, staging, rows.figures, sum(held.values()))
    return Ingested(staging, rows.figures, duplicates, held, folded)


@dataclass
class _Rows:
    """A file's batches made ready for their table."""

    run_id: int
    checker: Checker
    resolver: Resolver
    figures: Figures
    constants: Constants = field(default_factory=Constants)

    def prepare(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows that hold the contract, their references resolved, numbered for the target."""
        ready = self.resolver.resolve(self.checker.check(batch))
        self.figures.add(ready)
        self.constants.see(ready)
        row_id = self.checker.dataset.row_id
        if row_id is None:
            return ready
        at = ready.schema.get_field_index(SOURCE_ROW)
        numbered = pc.add(ready.column(at), pa.scalar(self.run_id << ROW_BITS, pa.int64()))
        return ready.set_column(at, row_id, numbered)

    def columns(self, schema: pa.Schema) -> list[str]:
        """Columns that a batch of this file will have, from one without rows."""
        return list(self.prepare(pa.RecordBatch.from_pylist([], schema=schema)).schema.names)


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


def _recount(cursor: Any, staging: Staging, figures: Figures, rows: int) -> None:
    """The figures without the duplicates that were dropped; days and item-sites are the same."""
    figures.rows = rows
    measure = staging.dataset.measure
    if measure is None:
        return
    total = None
    for staged in staging.tables.values():
        form = sql.SQL("SELECT sum({measure}) FROM {table}")
        cursor.execute(form.format(measure=sql.Identifier(measure), table=staged.table))
        (part,) = cursor.fetchone()
        total = part if total is None else total + (part or 0)
    figures.total = total
