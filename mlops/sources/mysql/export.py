"""Rows of STOCK, streamed into parquet files that the loaders take; a file is whole or absent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pymysql
from pymysql.cursors import SSCursor

from mlops.sources.mysql.tables import CODE, DAY, FLAG, INTEGER, NUMBER, Table, select

BATCH = 50_000
_TYPES = {
    NUMBER: pa.decimal128(38, 12),
    CODE: pa.string(),
    INTEGER: pa.int64(),
    DAY: pa.date32(),
    FLAG: pa.bool_(),
}


@dataclass(frozen=True)
class Extent:
    """Rows of a table, or of one month of it, and the sum of its amount."""

    rows: int
    amount: Decimal | None


@contextmanager
def stock(url: str) -> Iterator["pymysql.Connection[SSCursor]"]:
    """A connection that reads only. ValueError for an address that is none, which is not shown."""
    address = urlsplit(url)
    if address.scheme not in {"mysql", "mysql+pymysql"} or not address.path.strip("/"):
        raise ValueError("expected mysql://user:password@host:port/STOCK")
    connection = pymysql.connect(
        host=address.hostname or "localhost",
        port=address.port or 3306,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        database=address.path.strip("/"),
        charset="utf8mb4",
        connect_timeout=5,
        cursorclass=SSCursor,
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
        yield connection


def columns_of(connection: Any, table: Table) -> set[str]:
    """Names of the table's columns; empty where there is no such table."""
    query = (
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND table_name = %s"
    )
    return {name for (name,) in _rows(connection, query, [table.name])}


def months(connection: Any, table: Table) -> list[date]:
    """First days of the months that have rows, the oldest first."""
    query = f"SELECT DISTINCT DATE_FORMAT({table.dated}, '%%Y-%%m-01') FROM {table.name}"  # noqa: S608
    return sorted(date.fromisoformat(text) for (text,) in _rows(connection, query, []))


def extent(connection: Any, table: Table, month: date | None) -> Extent:
    """Of the whole table when month is None."""
    condition, values = _month_condition(table, month)
    amount = f"SUM({table.amount})" if table.amount else "NULL"
    query = f"SELECT COUNT(*), {amount} FROM {table.name} AS one {condition}"  # noqa: S608
    [(rows, total)] = _rows(connection, query, values)
    return Extent(rows, total)


def export(connection: Any, table: Table, month: date | None, path: Path) -> int:
    """Rows written; the file appears when it is complete."""
    query, kinds = select(table, columns_of(connection, table))
    condition, values = _month_condition(table, month)
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in kinds.items()])
    partial = path.with_suffix(".part")
    written = 0
    with (
        pq.ParquetWriter(partial, schema, write_page_checksum=True) as writer,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{query} {condition} ORDER BY {table.order}", values)
        while rows := cursor.fetchmany(BATCH):
            writer.write_batch(_batch(rows, schema))
            written += len(rows)
    partial.rename(path)
    return written


def _month_condition(table: Table, month: date | None) -> tuple[str, list[date]]:
    if month is None:
        return "", []
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return f"WHERE one.{table.dated} >= %s AND one.{table.dated} < %s", [month, following]


def _batch(rows: Any, schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True))
    arrays = [
        pa.array(map(bool, values) if pa.types.is_boolean(kind.type) else values, type=kind.type)
        for values, kind in zip(columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _rows(connection: Any, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
