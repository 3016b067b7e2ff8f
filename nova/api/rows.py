"""Rows as JSON made by PostgreSQL: no object and no serializer per row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db.models import Func, QuerySet, TextField
from django.db.models.expressions import Combinable
from rest_framework import serializers

from nova.api.callers import Values, prove, proven, to_be_proven, together
from nova.db import replica

LONGEST_KEPT = 8_000  # characters of a statement; one that names ten thousand items is its own


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


class Plain(Func):
    """A NUMERIC without the zeros at its end: the number that a float would be, and sooner."""

    function = "trim_scale"


Columns = Mapping[str, str | Combinable]


def columns_of(shape: type[serializers.Serializer[Any]], **elsewhere: str | Combinable) -> Columns:
    """A column for each field of the shape; elsewhere gives those that are not called like it."""
    names = [str(name) for name in shape().fields]
    return {name: elsewhere.get(name, name) for name in names}


@dataclass(frozen=True)
class Statement:
    """A SELECT whose columns are called names; the text is trusted. None: it would find nothing."""

    text: str | None
    values: Values
    names: tuple[str, ...]

    def rows(self, *, prepared: bool = False) -> Rows:
        """Its rows, one query; prepared: planned once for each connection, for what many ask."""
        if self.text is None:
            return Rows(0, "[]", self.names)
        return sql_rows(self.text, self.values, self.names, prepared=prepared)


def statement_of(queryset: QuerySet[Any, Any], columns: Columns) -> Statement:
    """What asks for the queryset's rows in its order. columns: JSON name to lookup."""
    chosen = queryset.values_list(*columns.values())
    try:
        text, values = chosen.query.get_compiler(chosen.db).as_sql()
    except EmptyResultSet:
        return Statement(None, (), tuple(columns))
    return Statement(text, values, tuple(columns))


def rows_of(queryset: QuerySet[Any, Any], columns: Columns) -> Rows:
    """The queryset's rows in its order, one query. columns: JSON name to lookup."""
    return statement_of(queryset, columns).rows()


def in_memory(found: Sequence[Mapping[str, Any]], names: Collection[str]) -> Rows:
    """Rows that Python has made; names: of their columns, also where there is no row."""
    return Rows(len(found), orjson.dumps(found).decode(), tuple(names))


def sql_rows(
    statement: str,
    parameters: Values,
    names: Sequence[str],
    *,
    prepared: bool = False,
) -> Rows:
    """Rows of a SELECT whose columns are called names; the text of statement is trusted."""
    connection = replica.reader()
    wording = _counted if len(statement) <= LONGEST_KEPT else _counted.__wrapped__
    counted = wording(statement, tuple(names))
    if not prepared:
        prove()
        with connection.cursor() as cursor:
            cursor.execute(counted, parameters)
            count, text = cursor.fetchone()
    else:
        count, text = _prepared(connection, counted, parameters)
    return Rows(count, text, tuple(names))


def told_rows(statement: str, parameters: Values) -> Rows:
    """Rows of a SELECT whose one column, told, is their JSON already; prepared."""
    joined = (
        "SELECT count(*), '[' || coalesce(string_agg(told, ','), '') || ']'"  # noqa: S608
        f" FROM ({statement}) AS row"
    )
    return Rows(*_prepared(replica.reader(), joined, parameters))


@lru_cache(maxsize=1_000)
def _counted(statement: str, names: tuple[str, ...]) -> str:
    """What asks for the number of rows and for their JSON."""
    aliases = ", ".join(f'"{name}"' for name in names)
    return (
        "SELECT count(*), coalesce(json_agg(point), '[]')::TEXT"  # noqa: S608
        f" FROM ({statement}) AS point ({aliases})"
    )


def _prepared(connection: Any, statement: str, values: Values) -> Sequence[Any]:
    """Its one row; a caller who is still to be proven is asked for in the same statement."""
    caller = to_be_proven()
    with connection.prepared_cursor() as cursor:
        if caller is None:
            cursor.execute(statement, values)
            row: Sequence[Any] = cursor.fetchone()
            return row
        cursor.execute(*together(caller, statement, values))
        return proven(cursor.fetchone())
