"""Rows as the lines of PostgreSQL's COPY, from the table and from a file.

The lines are what an archive is verified by: the database writes them of the table, this module
writes them of the file, and equal digests mean equal rows. They are also what a restore sends.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from django.db import connection
from psycopg import sql

from core.archive.shape import Column, Shape
from nova.progress import Steps

BLOCK_BYTES = 8 << 20
_ESCAPES = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}


def lines(batch: pa.RecordBatch, columns: Iterable[Column]) -> memoryview:
    """The rows of a batch in COPY's text format."""
    fields = [_field(batch.column(column.name), column) for column in columns]
    rows = pc.binary_join_element_wise(*fields, "\t")
    ended = pc.binary_join_element_wise(rows, "", "\n")
    _, offsets, values = ended.buffers()
    if values is None:
        return memoryview(b"")
    first = pa.Array.from_buffers(pa.int32(), len(ended) + 1, [None, offsets], offset=ended.offset)
    return memoryview(values)[first[0].as_py() : first[-1].as_py()]


def _field(values: pa.Array, column: Column) -> pa.Array:
    if pa.types.is_timestamp(column.arrow):
        plain = values.cast(pa.int64()).cast(pa.timestamp("us")).cast(pa.string())
        text = pc.binary_join_element_wise(plain, "+00", "")
    elif pa.types.is_boolean(column.arrow):
        text = pc.if_else(values, "t", "f")
    elif pa.types.is_string(column.arrow):
        text = pc.replace_substring(values, "\\", "\\\\")
        for raw, escaped in _ESCAPES.items():
            text = pc.replace_substring(text, raw, escaped)
    else:
        text = values.cast(pa.string())
    return text.fill_null("\\N")


def table_digest(table: str, shape: Shape, *, progress: Steps, total: int | None) -> str:
    """sha256 of every row of the table in its order, written by the database itself."""
    digest = hashlib.sha256()
    for block, rows in _copied(sql.SQL("COPY ({}) TO STDOUT").format(shape.select(table))):
        digest.update(block)
        progress(f"{table}: read again", rows, total)
    return digest.hexdigest()


def table_batches(table: str, shape: Shape) -> Iterator[pa.RecordBatch]:
    """Every row of the table in its order, in batches of about 8 MB of text."""
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(shape.select(table))
    for block, _rows in _copied(statement):
        yield _parsed(block, shape)


def _copied(statement: sql.Composable) -> Iterator[tuple[bytes, int]]:
    """Blocks of whole rows, each with the number of rows up to it."""
    rows, size = 0, 0
    held: list[Any] = []
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in stream:  # the server sends each row as one message
            rows += 1
            size += len(row)
            held.append(row)
            if size >= BLOCK_BYTES:
                yield b"".join(held), rows
                held, size = [], 0
    if held:
        yield b"".join(held), rows


def _parsed(block: bytes, shape: Shape) -> pa.RecordBatch:
    table = pa_csv.read_csv(
        pa.BufferReader(block),
        pa_csv.ReadOptions(
            column_names=shape.schema.names, use_threads=False, block_size=len(block) + 1
        ),
        pa_csv.ParseOptions(newlines_in_values=True),
        pa_csv.ConvertOptions(
            column_types=shape.schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return table.combine_chunks().to_batches()[0]
