"""Rows as JSON made by PostgreSQL: no object and no serializer per row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Func, QuerySet, TextField
from django.db.models.expressions import Combinable
from rest_framework import serializers


@dataclass(frozen=True)
class Rows:
    """count rows and their JSON array, ready to be put into an answer; names: of their columns."""

    count: int
    text: str
    names: tuple[str, ...] = ()

    @property
    def json(self) -> orjson.Fragment:
        return orjson.Fragment(self.text)

    def only(self) -> orjson.Fragment:
        """The one row without the array around it."""
        return orjson.Fragment(self.text[1:-1])


class Instant(Func):
    """A moment as 2026-11-21T12:00:00Z, where PostgreSQL alone would write +00:00."""

    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    output_field = TextField()


Columns = Mapping[str, str | Combinable]


def columns_of(shape: type[serializers.Serializer[Any]], **elsewhere: str | Combinable) -> Columns:
    """A column for each field of the shape; elsewhere gives those that are not called like it."""
    names = [str(name) for name in shape().fields]
    return {name: elsewhere.get(name, name) for name in names}


def rows_of(queryset: QuerySet[Any, Any], columns: Columns, *, prepared: bool = False) -> Rows:
    """The queryset's rows in its order, one query. columns: JSON name to lookup.

    prepared: planned once for each connection, for series that many ask.
    """
    chosen = queryset.values_list(*columns.values())
    try:
        statement, parameters = chosen.query.get_compiler(chosen.db).as_sql()
    except EmptyResultSet:
        return Rows(0, "[]", tuple(columns))
    return sql_rows(statement, parameters, tuple(columns), using=chosen.db, prepared=prepared)


def in_memory(found: Sequence[Mapping[str, Any]], names: Collection[str]) -> Rows:
    """Rows that Python has made; names: of their columns, also where there is no row."""
    return Rows(len(found), orjson.dumps(found).decode(), tuple(names))


def sql_rows(
    statement: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    names: Sequence[str],
    *,
    using: str = "default",
    prepared: bool = False,
) -> Rows:
    """Rows of a SELECT whose columns are called names; the text of statement is trusted."""
    connection: Any = connections[using]  # of nova.db.backend
    aliases = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.prepared_cursor() if prepared else connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(json_agg(point), '[]')::TEXT"  # noqa: S608
            f" FROM ({statement}) AS point ({aliases})",
            parameters,
        )
        count, text = cursor.fetchone()
    return Rows(count, text, tuple(names))
