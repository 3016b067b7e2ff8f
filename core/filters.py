"""What may be asked of materials, sites and demand."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet
from rest_framework.exceptions import ValidationError

from core.models import Item, Site
from core.querysets import ItemQuerySet
from core.serializers import ABC_CLASSES
from nova.api.filtering import AnyChoiceFilter, AnyOfFilter, TrueFalseFilter
from nova.api.parameters import DayField, PairParameters

LONGEST_WINDOW = timedelta(days=3 * 365 + 1)


class ItemFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the sku or the name.")
    family = AnyOfFilter(help_text="One or more families, separated by commas.")
    abc_class = AnyChoiceFilter(
        choices=[(name, name) for name in ABC_CLASSES], help_text="Such as A,B."
    )

    class Meta:
        model = Item
        fields = ()

    def search(self, items: ItemQuerySet, _name: str, words: str) -> QuerySet[Item]:
        return items.matching(words)


class SiteFilters(FilterSet):  # type: ignore[misc]
    active = TrueFalseFilter()

    class Meta:
        model = Site
        fields = ()


class WindowParameters(PairParameters):
    """One item at one site over a bounded window of days."""

    start_date = DayField()
    end_date = DayField(help_text="Included; at most three years after start_date.")

    def validate(self, window: dict[str, Any]) -> dict[str, Any]:
        first, last = window["start_date"], window["end_date"]
        refuse_backwards(first, last)
        if last - first > LONGEST_WINDOW:
            raise ValidationError({"end_date": "More than three years after start_date."})
        return window


def refuse_backwards(first: date, last: date) -> None:
    if last < first:
        raise ValidationError({"end_date": "Before start_date."})
