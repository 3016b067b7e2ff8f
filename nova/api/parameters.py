"""Query parameters: each view declares its own, and anything else is refused with 400."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from nova.api.cursors import CursorField

INT32_MAX = 2**31 - 1
WHOLE_NUMBER = re.compile(r"[0-9]{1,10}")
PAGE_DEFAULT = 100
PAGE_MAX = 1000


def refuse_unexpected(given: QueryDict, known: Collection[str]) -> None:
    """ValidationError naming each parameter that is unknown or given more than once."""
    faults = {}
    for name, values in given.lists():
        if name not in known:
            faults[name[:50]] = "Unknown parameter."
        elif len(values) > 1:
            faults[name] = "Given more than once."
    if faults:
        raise ValidationError(faults)


class WholeNumberField(serializers.IntegerField):
    """Digits only: no sign, no "5.0", no "1_000", nothing beyond an INTEGER column."""

    def __init__(self, *, least: int = 0, most: int = INT32_MAX, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, **options)

    def to_internal_value(self, data: Any) -> int:
        if not WHOLE_NUMBER.fullmatch(str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """YYYY-MM-DD and no other form of a date."""

    def to_internal_value(self, value: Any) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Parameters(serializers.Serializer[Any]):
    """What a request may ask; the fields of a subclass are the parameters."""

    @classmethod
    def read(cls, given: QueryDict, *, besides: Collection[str] = ()) -> dict[str, Any]:
        """The parsed values; besides names parameters that somebody else reads."""
        refuse_unexpected(given, {*_shape(cls).fields, *besides})
        return cls.parsed(given.dict())

    @classmethod
    def parsed(cls, given: Mapping[str, object]) -> dict[str, Any]:
        """The values of parameters that are all known."""
        return dict(_shape(cls).run_validation(given))


@cache
def _shape(parameters: type[Parameters]) -> Parameters:
    """One for all requests: it keeps nothing of what it reads, and its fields are slow to make."""
    return parameters()


class PageParameters(Parameters):
    limit = WholeNumberField(
        least=1, most=PAGE_MAX, default=PAGE_DEFAULT, help_text="Rows of one answer."
    )
    offset = WholeNumberField(default=0, help_text="Rows to skip.")


class ListParameters(PageParameters):
    """A page by limit and offset, or behind a cursor; a subclass says which orders there are."""

    cursor = CursorField()
    order_by: serializers.Field[Any, Any, Any, Any]

    def to_internal_value(self, data: dict[str, Any]) -> dict[str, Any]:
        asked: dict[str, Any] = super().to_internal_value(data)
        beside = {"offset", "order_by"} & set(data)
        if "cursor" in asked and beside:
            raise ValidationError(dict.fromkeys(sorted(beside), "Not beside a cursor."))
        return asked


class PairParameters(Parameters):
    """One item at one site."""

    item_id = WholeNumberField()
    site_id = WholeNumberField()
