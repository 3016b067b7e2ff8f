"""What a fact's table is made of, and how each of its types lies in a file without loss."""

import re
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection
from psycopg import sql

from core.errors import UpkeepError
from nova.db.sql import read_sql

SCHEMA = "core"
_PLAIN = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "smallint": pa.int16(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "text": pa.string(),
    "jsonb": pa.string(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}
_NUMERIC = re.compile(r"numeric\((\d+),(\d+)\)")
MOST_DIGITS = 38  # of an Arrow decimal128


@dataclass(frozen=True)
class Column:
    """One column; kind is its SQL type, domain what the type is called by when it has a domain."""

    name: str
    kind: str
    domain: str | None
    not_null: bool
    generated: bool

    @property
    def arrow(self) -> pa.DataType:
        """The type that holds every value of the column exactly; UpkeepError when none is known."""
        if self.kind in _PLAIN:
            return _PLAIN[self.kind]
        if self.kind.startswith("character"):
            return pa.string()
        numeric = _NUMERIC.fullmatch(self.kind)
        if numeric and int(numeric[1]) <= MOST_DIGITS:
            return pa.decimal128(int(numeric[1]), int(numeric[2]))
        raise UpkeepError(
            "UNSUPPORTED_TYPE", f"column {self.name} is {self.kind}: no file type holds it exactly"
        )

    @property
    def expression(self) -> sql.Composable:
        """The column in SQL as text that reads the same from the table and from the file."""
        name = sql.Identifier(self.name)
        if self.kind != "timestamp with time zone":
            return name
        return sql.SQL(
            "CASE WHEN isfinite({name}) THEN"
            " to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'"
            " ELSE {name}::TEXT END"
        ).format(name=name)


@dataclass(frozen=True)
class Shape:
    """Columns in the fact's order; the numbered ones come first in the order of the rows."""

    columns: tuple[Column, ...]
    numbered: tuple[str, ...]

    @property
    def sorted_by(self) -> list[str]:
        """Names that leave no two different rows in doubt: a number, then every other column."""
        others = [column.name for column in self.columns if column.name not in self.numbered]
        return [*self.numbered, *others]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(column.name, column.arrow) for column in self.columns])

    def select(self, table: str) -> sql.Composed:
        """All rows of a table of the facts' schema, as text, in their order."""
        return sql.SQL("SELECT {columns} FROM {table} ORDER BY {order}").format(
            columns=sql.SQL(", ").join(column.expression for column in self.columns),
            table=identifier(table),
            order=sql.SQL(", ").join(map(sql.Identifier, self.sorted_by)),
        )


def identifier(table: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table)


def shape_of(table: str, *, fact: str) -> Shape:
    """Columns of a table of the facts' schema; their types are known to a file.

    They come in the fact's order: a month that a load built has them in another one than the same
    month brought back from its file.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            read_sql("core", "table_columns.sql"), [f"{SCHEMA}.{fact}", f"{SCHEMA}.{table}"]
        )
        found = cursor.fetchall()
    columns = tuple(Column(*row[:-1]) for row in found)
    shape = Shape(columns, tuple(row[0] for row in found if row[-1]))
    if not shape.schema:
        raise UpkeepError("NO_COLUMNS", f"core.{table} has no columns")
    return shape


def definitions(table: str) -> dict[str, list[str]]:
    """Constraints and indexes of a table as PostgreSQL writes them, for whoever reads the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('CONSTRAINT %%I %%s', conname, pg_get_constraintdef(oid))"
            " FROM pg_constraint WHERE conrelid = %s::REGCLASS ORDER BY contype, conname",
            [f"{SCHEMA}.{table}"],
        )
        constraints = [text for (text,) in cursor.fetchall()]
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::REGCLASS"
            " ORDER BY indexrelid::REGCLASS::TEXT",
            [f"{SCHEMA}.{table}"],
        )
        return {"constraints": constraints, "indexes": [text for (text,) in cursor.fetchall()]}
