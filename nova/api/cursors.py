"""Cursors: the key of the last row of a page, so that the next one costs no more than the first.

OFFSET reads all that it skips; a cursor begins at its row, wherever that is, and rows that come or
go in between neither repeat nor hide others.
"""

import base64
import binascii
from typing import Any, TypeVar

import orjson
from django.core.exceptions import ValidationError as InvalidValue
from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from nova.api.rows import Rows

Row = TypeVar("Row", bound=Model)
Key = tuple[str, ...]  # columns that no two rows share, each with a minus when it goes downward

LONGEST_CURSOR = 200


class CursorField(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        help_text = "next_cursor of the page before; instead of offset and order_by."
        given = {"required": False, "max_length": LONGEST_CURSOR, "help_text": help_text}
        super().__init__(**{**given, **options})


def next_cursor(rows: Rows, key: Key) -> str:
    """Names the last of the rows, whose answer holds the columns of the key."""
    last = orjson.loads(rows.text)[-1]
    values = [last[name.removeprefix("-")] for name in key]
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def after(rows: QuerySet[Row], cursor: str, key: Key) -> QuerySet[Row]:
    """The rows behind the cursor's in the order of the key; ValidationError when it names none."""
    return rows.filter(_behind(key, _values(cursor, rows.model, key)))


def _behind(key: Key, values: list[Any]) -> Q:
    """(a, b) > (x, y), worded so that the first column alone lets months be skipped."""
    name, value = key[0], values[0]
    column, side = (name[1:], "lt") if name.startswith("-") else (name, "gt")
    beyond = Q(**{f"{column}__{side}": value})
    if len(key) == 1:
        return beyond
    return Q(**{f"{column}__{side}e": value}) & (beyond | _behind(key[1:], values[1:]))


def _values(cursor: str, model: type[Model], key: Key) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        given = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        fields = [model._meta.get_field(name.removeprefix("-")) for name in key]
        return [_value(field, part) for field, part in zip(fields, given, strict=True)]
    except (binascii.Error, ValueError, TypeError, InvalidValue):
        raise ValidationError({"cursor": "No cursor of this list."}) from None


def _value(field: Any, given: object) -> object:
    if not isinstance(given, int | str) or isinstance(given, bool):
        raise InvalidValue("neither a number nor a text")
    return field.to_python(given)
