"""Rows as JSON made by PostgreSQL: no object and no serializer per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression


@dataclass(frozen=True)
class Rows:
    """count rows and their JSON array, ready to be put into an answer."""

    count: int
    text: str

    @property
    def json(self) -> orjson.Fragment:
        return orjson.Fragment(self.text)

    def only(self) -> orjson.Fragment:
        """The one row without the array around it."""
        return orjson.Fragment(self.text[1:-1])


EMPTY = Rows(0, "[]")


Columns = Mapping[str, str | BaseExpression] | Sequence[str]


def rows_of(queryset: QuerySet[Any, Any], columns: Columns) -> Rows:
    """The queryset's rows in its order, one query. columns: JSON name to lookup, or both alike."""
    named = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    chosen = queryset.values_list(*named.values())
    try:
        statement, parameters = chosen.query.get_compiler(chosen.db).as_sql()
    except EmptyResultSet:
        return EMPTY
    return sql_rows(statement, parameters, tuple(named), using=chosen.db)


def sql_rows(
    statement: str,
    parameters: Sequence[object] | Mapping[str, object],
    names: Sequence[str],
    *,
    using: str = "default",
) -> Rows:
    """Rows of a SELECT whose columns are called names; the text of statement is trusted."""
    connection = connections[using]
    aliases = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(json_agg(point), '[]')::TEXT"  # noqa: S608
            f" FROM ({statement}) AS point ({aliases})",
            parameters,
        )
        count, text = cursor.fetchone()
    return Rows(count, text)
