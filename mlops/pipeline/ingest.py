"""One file into its staging tables: read, checked, resolved, copied, every rule enforced."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from psycopg import sql

from mlops.contracts import Dataset
from mlops.pipeline.checks import Checker, Window
from mlops.pipeline.constants import constants_of
from mlops.pipeline.copying import copy
from mlops.pipeline.figures import Figures
from mlops.pipeline.files import Reading
from mlops.pipeline.finishing import finish
from mlops.pipeline.rows import Rows
from mlops.pipeline.staging import Staging, layout
from mlops.pipeline.steps import Steps
from mlops.pipeline.tally import Tally

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
    rows = Rows(cursor, run_id, Checker(dataset, window, tally, reading.manifest.timezone))
    names = rows.columns(reading.schema)
    is_long = dataset.is_long(reading.schema.names)
    if not is_long:
        rows.constants = constants_of(dataset, reading.content.constants, reading.schema.names)
    copied = [name for name in names if name not in rows.constants.names]
    staging = Staging(
        dataset, run_id, layout(cursor, dataset, copied),
        constants=rows.constants.names, is_long=is_long, is_apart=is_apart,
    )  # fmt: skip
    if not dataset.dated:
        staging.table_of(cursor, None)

    def counted() -> Iterator[pa.RecordBatch]:
        for batch in reading.batches():
            yield rows.prepare(batch)
            progress("validate and copy", tally.rows_read, reading.content.rows)

    with staging.building(f"{steps.title}: months"):
        steps.begin("copy")
        copy(cursor, staging, counted())
        tally.refuse_beyond(max_rejects)
        steps.begin("keys")
        progress("keys", tally.rows_read, tally.rows_read)
        duplicates, folded, held = finish(cursor, staging, rows.constants, tally)
    if duplicates:
        _recount(cursor, staging, rows.figures, sum(held.values()))
    return Ingested(staging, rows.figures, duplicates, held, folded)


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
