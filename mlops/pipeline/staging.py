"""The tables of a run's own, filled by COPY and then made to hold the dataset's key.

A part is the partition-to-be of a run, or of a month that its fact does not have yet: its CHECKs,
indexes and foreign keys are the validation, and publishing it is hanging it in. Rows for a month
that is there, or for a dimension, go to an unlogged table, and from there into the target.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import OperationalError, connection
from psycopg import errors, sql

from mlops.contracts import Dataset, Publication
from mlops.pipeline.binary import PgColumn
from mlops.pipeline.builders import Builder, Builders
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.locks import LOCK_TIMEOUT, PAUSE_S, with_lock
from mlops.pipeline.parts import create_part
from mlops.pipeline.session import await_locks
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.tally import SOURCE_ROW
from nova.db.locks import unlock_session

ROW_BITS = 32
DROP_TRIES = 10
GONE_S = 10  # in which the builders of a load that was killed have noticed it
_NUMERIC_HEADER = 4  # of a numeric's type modifier: VARHDRSZ

T = TypeVar("T")


@dataclass
class Staging:
    """Every table of one run, made when its first rows come.

    constants: columns of one value, which are not copied; rows: sent to each table, as the server
    counted them; is_long: its rows are to be folded; is_apart: what is staged is committed before
    the transaction that publishes it; builders: who stages months, None: the load itself;
    builder_of: who stages each of them.
    """

    dataset: Dataset
    run_id: int
    columns: tuple[PgColumn, ...]
    constants: frozenset[str] = frozenset()
    is_long: bool = False
    is_apart: bool = False
    builders: Builders | None = None
    tables: dict[date | None, StagedTable] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    builder_of: dict[str, Builder] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.dataset.target.partition('.')[2]}_{self.run_id}"

    def table_of(self, cursor: Any, month: date | None) -> StagedTable:
        """The table for rows of the month; None where the dataset has no months."""
        if month not in self.tables:
            self.tables[month] = self._create(cursor, month)
        return self.tables[month]

    @contextmanager
    def building(self, title: str) -> Iterator[None]:
        """Builders for the block, in which all of their work must end; none unless is_apart."""
        if not self.is_apart:
            yield
            return
        with Builders(title, builders_lock(self.dataset)) as self.builders:
            yield

    def ask(
        self, cursor: Any, staged: StagedTable, work: Callable[..., T], *values: object
    ) -> "Future[T]":
        """Let a builder do the work on its table; on another it is done here and now, by cursor."""
        if builder := self.builder_of.get(staged.name):
            return builder.ask(work, staged, *values)
        done: Future[T] = Future()
        done.set_result(work(cursor, staged, *values))
        return done

    def _create(self, cursor: Any, month: date | None) -> StagedTable:
        is_run = self.dataset.publication is Publication.RUN and not self.is_long
        name = f"{self.name}_{month:%Y_%m}" if month else self.name
        name += "_long" if self.is_long else ""
        is_part = is_run or (month is not None and _claim(cursor, self.dataset, month))
        staged = StagedTable(self.dataset, name, self.columns, month, is_part)
        if month and self.builders:
            self.builder_of[name] = self.builders.next()
        if is_part:
            self.ask(cursor, staged, create_part, self.constants)
        else:
            self.ask(cursor, staged, _create_rows)
        return staged


def _claim(cursor: Any, dataset: Dataset, month: date) -> bool:
    """Whether the fact lacks the month, which then nobody else makes before this load ends."""
    fact = dataset.target.partition(".")[2]
    cursor.execute("SELECT core.month_exists(%s, %s)", [fact, month])
    if cursor.fetchone()[0]:
        return False
    with_lock(cursor, "SELECT core.lock_month(%s, %s)", fact, month)
    cursor.execute("SELECT core.month_exists(%s, %s)", [fact, month])
    if cursor.fetchone()[0]:
        message = f"another session made {month:%Y-%m} of {fact} just now: load again"
        raise LoadError("LOCKED", message, exit_code=Exit.LOCKED)
    return True


def _create_rows(cursor: Any, staged: StagedTable) -> None:
    chosen = [
        sql.SQL("NULL::BIGINT AS {}").format(sql.Identifier(column.name))
        if column.name == SOURCE_ROW
        else sql.Identifier(column.name)
        for column in staged.columns
    ]
    cursor.execute(
        sql.SQL(
            "CREATE UNLOGGED TABLE {table} AS SELECT {chosen} FROM {target} WITH NO DATA"
        ).format(table=staged.table, target=staged.target, chosen=sql.SQL(", ").join(chosen))
    )


def layout(cursor: Any, dataset: Dataset, names: Sequence[str]) -> tuple[PgColumn, ...]:
    """The target's types of the columns that a batch has, in the batch's order."""
    cursor.execute(
        "SELECT attname, coalesce(base.typname, own.typname),"
        " CASE own.typtype WHEN 'd' THEN own.typtypmod ELSE atttypmod END"
        " FROM pg_attribute JOIN pg_type AS own ON own.oid = atttypid"
        " LEFT JOIN pg_type AS base ON base.oid = own.typbasetype"
        " WHERE attrelid = %s::REGCLASS AND attnum > 0",
        [dataset.target],
    )
    known = {name: (kind, modifier) for name, kind, modifier in cursor.fetchall()}
    known.setdefault(SOURCE_ROW, ("int8", -1))
    return tuple(
        PgColumn(name, known[name][0], max(0, known[name][1] - _NUMERIC_HEADER) & 0x7FF)
        for name in names
    )


def sweep(cursor: Any, dataset: Dataset) -> None:
    """Drop what a load of the dataset left that failed or was killed; its lock is held, so none is
    going on. Nothing when the connection is lost: then the next load does.
    """
    if not connection.is_usable():
        return
    await_locks(cursor, [builders_lock(dataset)], seconds=GONE_S)
    unlock_session(cursor, builders_lock(dataset))
    for name in leftovers(cursor, dataset):
        drop(cursor, name)


def builders_lock(dataset: Dataset) -> str:
    """Held by the dataset's builders, whose sessions may outlive that of a killed load."""
    return f"{dataset.name} builders"


def leftovers(cursor: Any, dataset: Dataset) -> list[str]:
    """Tables that loads of the dataset made and did not publish, also of one that is going on."""
    target = dataset.target.partition(".")[2]
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'staging'::REGNAMESPACE"
        " AND relkind = 'r' AND relname ~ %s",
        [f"^{target}_[0-9]+(_[0-9]{{4}}_[0-9]{{2}})?(_changes|_long)?$"],
    )
    return [name for (name,) in cursor.fetchall()]


def drop(cursor: Any, name: str) -> None:
    """Drop a table of the schema staging; nothing where a lost connection took it along.

    Its foreign keys make that lock the dimensions against their readers: where those leave no gap
    in DROP_TRIES, the table, which nobody sees, waits for the next load.
    """
    for _ in range(DROP_TRIES):
        if not connection.is_usable() or _is_dropped(cursor, name):
            return
        time.sleep(PAUSE_S)


def _is_dropped(cursor: Any, name: str) -> bool:
    cursor.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(LOCK_TIMEOUT)))
    try:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier("staging", name)))
    except OperationalError as error:
        if not isinstance(error.__cause__, errors.LockNotAvailable):
            raise
        return False
    finally:
        if connection.is_usable():
            cursor.execute("RESET lock_timeout")
    return True
