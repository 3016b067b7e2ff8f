"""A month's table built aside from its file, given its keys, and attached to its fact."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from psycopg import sql

from core import partitions
from core.archive.files import read_batches
from core.archive.manifest import Manifest
from core.archive.shape import identifier
from core.archive.text import lines, table_digest
from core.errors import UpkeepError
from core.partitions import Month
from nova.db.sql import read_sql
from nova.progress import Steps

_BOUNDS = sql.Identifier("restored_bounds")


def fill(cursor: Any, path: Path, manifest: Manifest, progress: Steps) -> None:
    """The month's table beside its fact, filled from the file; UpkeepError when it is not what
    was archived."""
    _create(cursor, manifest)
    stored = [column for column in manifest.shape.columns if not column.generated]
    # The table is this transaction's own, so its rows can be written as seen by everybody.
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN (FREEZE)").format(
        table=identifier(manifest.table),
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in stored),
    )
    with cursor.copy(statement) as stream:
        for batch in _batches(path, manifest, progress):
            stream.write(lines(batch, stored))
    found = table_digest(manifest.table, manifest.shape, progress=progress, total=manifest.rows)
    if found != manifest.content_sha256:
        raise UpkeepError("CORRUPT", f"core.{manifest.table} would not be what was archived")


def _create(cursor: Any, manifest: Manifest) -> None:
    """With the CHECK of its bounds, so that ATTACH need not read the rows for it."""
    cursor.execute(
        sql.SQL(
            "CREATE TABLE {table} (LIKE {fact} INCLUDING DEFAULTS INCLUDING CONSTRAINTS"
            " INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMMENTS,"
            " CONSTRAINT {bounds} CHECK ({day} >= {a} AND {day} < {b}))"
        ).format(
            table=identifier(manifest.table),
            fact=identifier(manifest.fact),
            bounds=_BOUNDS,
            day=sql.Identifier(partitions.partitioned_facts()[manifest.fact]),
            a=sql.Literal(manifest.month),
            b=sql.Literal(manifest.next_month),
        )
    )


def _batches(path: Path, manifest: Manifest, progress: Steps) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in read_batches(path, manifest.shape, manifest.rows):
        yield batch
        done += batch.num_rows
        progress(f"{manifest.table}: restore", done, manifest.rows)


def finish(cursor: Any, month: Month) -> None:
    """Keys, indexes and foreign keys as the fact has them now, then the month becomes its own."""
    table = identifier(month.table)
    cursor.execute(read_sql("core", "keys_of_fact.sql"), [f"core.{month.fact}"])
    for _step, statement in cursor.fetchall():
        before, _, after = statement.partition("{table}")
        cursor.execute(sql.SQL("{}{}{}").format(sql.SQL(before), table, sql.SQL(after)))
    cursor.execute(sql.SQL("ANALYZE {}").format(table))
    attach(cursor, month)
    cursor.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(table, _BOUNDS))


def attach(cursor: Any, month: Month) -> None:
    """Make a table of its shape and bounds the month of its fact."""
    cursor.execute(
        sql.SQL(
            "ALTER TABLE {fact} ATTACH PARTITION {table} FOR VALUES FROM ({a}) TO ({b})"
        ).format(
            fact=identifier(month.fact),
            table=identifier(month.table),
            a=sql.Literal(month.first_day),
            b=sql.Literal(month.next_month),
        )
    )
