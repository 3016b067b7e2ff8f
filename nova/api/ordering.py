"""The order of a list: asked for by the name of a column that the list allows, never by another."""

from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from rest_framework import serializers

Row = TypeVar("Row", bound=Model)


class OrderField(serializers.ChoiceField):
    """One of the names, downward with a minus before it; the first one unless asked."""

    def __init__(self, *names: str, **options: Any) -> None:
        both = [name for order in names for name in (order, opposite(order))]
        help_text = "A column; downward with a minus before it. What has no value comes last."
        super().__init__(both, **{"default": names[0], "help_text": help_text, **options})


def opposite(order: str) -> str:
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"


def ordered(
    rows: QuerySet[Row], order: str, *, key: tuple[str, ...], columns: dict[str, str] | None = None
) -> QuerySet[Row]:
    """The rows in that order, those that are equal in it by the key; columns: name to lookup.

    Unknown values come last both ways: whoever sorts by cost asks for costs.
    """
    if order == key[0]:
        return rows.order_by(*key)
    name = order.removeprefix("-")
    column = F((columns or {}).get(name, name))
    directed = column.desc if order.startswith("-") else column.asc
    ties = [tie for tie in key if tie.removeprefix("-") != name]
    return rows.order_by(directed(nulls_last=True), *ties)
