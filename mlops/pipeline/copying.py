"""Batches into their staging tables by COPY: whole blocks, made ahead of the server's appetite."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv as pa_csv
from psycopg import sql

from mlops.contracts import Column, Dataset, Kind
from mlops.pipeline import binary
from mlops.pipeline.ahead import ahead
from mlops.pipeline.binary import PgColumn
from mlops.pipeline.routing import Router
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.staging import Staging

FREE_TEXT = 100  # longer texts differ in length from row to row: CSV serves them better


def _is_free_text(column: Column) -> bool:
    is_long = column.kind is Kind.TEXT and not column.choices and column.max_length > FREE_TEXT
    return is_long or column.kind is Kind.JSON


class Block(NamedTuple):
    """Rows of one month, encoded."""

    month: date | None
    content: bytes


class Encoder:
    """Batches as COPY takes them: binary where the columns allow it, else CSV."""

    def __init__(self, dataset: Dataset, columns: tuple[PgColumn, ...]) -> None:
        self.columns = columns
        self.names = [column.name for column in columns]
        free = {column.name for column in dataset.columns if _is_free_text(column)}
        self.is_binary = all(c.is_binary for c in columns) and not free & set(self.names)
        self.header = binary.HEADER if self.is_binary else b""
        self.trailer = binary.TRAILER if self.is_binary else b""

    def encode(self, batch: pa.RecordBatch) -> Iterator[bytes]:
        if self.is_binary:
            yield from binary.encode(batch, self.columns)
        elif batch.num_rows:
            block = io.BytesIO()
            options = pa_csv.WriteOptions(include_header=False)
            pa_csv.write_csv(_plain(batch.select(self.names)), block, options)
            yield block.getvalue()

    def statement(self, staged: StagedTable) -> sql.Composed:
        """COPY into a table that nobody saw before, and whose rows are therefore frozen."""
        return sql.SQL("COPY {table} ({columns}) FROM STDIN (FORMAT {form}, FREEZE)").format(
            table=staged.table,
            columns=sql.SQL(", ").join(map(sql.Identifier, self.names)),
            form=sql.SQL("binary" if self.is_binary else "csv"),
        )


def copy(cursor: Any, staging: Staging, batches: Iterator[pa.RecordBatch]) -> None:
    """Send every row to the table of its month; those that builders fill are committed.

    One COPY lasts as long as the month does, a builder's as long as a block.
    """
    encoder = Encoder(staging.dataset, staging.columns)
    with closing(ahead(_blocks(batches, Router(staging.dataset.dated), encoder))) as coming:
        for month, of_month in groupby(coming, key=attrgetter("month")):
            staged = staging.table_of(cursor, month)
            if staged.name in staging.builder_of:
                for block in of_month:
                    staging.ask(cursor, staged, _send, encoder, staging.rows, [block])
            else:
                _send(cursor, staged, encoder, staging.rows, of_month)
    if staging.builders:
        staging.builders.commit()


def _send(
    cursor: Any, staged: StagedTable, encoder: Encoder, rows: Counter[str], blocks: Iterable[Block]
) -> None:
    """Rows are counted as the server tells them, so that one lost on the way is missed."""
    with cursor.copy(encoder.statement(staged)) as stream:
        stream.write(encoder.header)
        for block in blocks:
            stream.write(block.content)
        stream.write(encoder.trailer)
    rows[staged.name] += cursor.rowcount


def _blocks(batches: Iterator[pa.RecordBatch], router: Router, encoder: Encoder) -> Iterator[Block]:
    for batch in batches:
        for month, part in router.route(batch):
            yield from (Block(month, content) for content in encoder.encode(part))
    for month, part in router.rest():
        yield from (Block(month, content) for content in encoder.encode(part))


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Without dictionaries, which the CSV writer does not take."""
    for at, field in enumerate(batch.schema):
        if pa.types.is_dictionary(field.type):
            batch = batch.set_column(at, field.name, batch.column(at).dictionary_decode())
    return batch
