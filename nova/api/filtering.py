"""Filters of lists, and their description for OpenAPI."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import (
    BaseInFilter,
    CharFilter,
    ChoiceFilter,
    FilterSet,
    NumberFilter,
    TypedChoiceFilter,
)
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from nova.api.parameters import INT32_MAX, WHOLE_NUMBER
from nova.api.scope import WHOLE_COMPANY, SiteScope


class WholeNumberFormField(forms.IntegerField):
    """Digits only, as in every other parameter; nothing beyond an INTEGER column."""

    def to_python(self, value: Any) -> int | None:
        if value not in self.empty_values and not WHOLE_NUMBER.fullmatch(str(value)):
            raise forms.ValidationError("Whole numbers, separated by commas.", "invalid")
        number = super().to_python(value)
        if number is not None and number > INT32_MAX:
            raise forms.ValidationError("Too large.", "invalid")
        return number


class AnyOfFilter(BaseInFilter, CharFilter):  # type: ignore[misc]
    """Comma-separated values."""


class AnyChoiceFilter(BaseInFilter, ChoiceFilter):  # type: ignore[misc]
    """Comma-separated values out of a fixed set."""


class AnyNumberFilter(BaseInFilter, NumberFilter):  # type: ignore[misc]
    """Comma-separated ids."""

    field_class = WholeNumberFormField


class TrueFalseFilter(TypedChoiceFilter):  # type: ignore[misc]
    """true or false, and no other word for them."""

    def __init__(self, **options: Any) -> None:
        words = [("true", "true"), ("false", "false")]
        super().__init__(choices=words, coerce=lambda given: given == "true", **options)


def narrowed(
    filterset: type[FilterSet],
    given: Mapping[str, Any],
    rows: QuerySet[Any],
    scope: SiteScope = WHOLE_COMPANY,
) -> QuerySet[Any]:
    """The rows that the filters let through; ValidationError naming each value that is none.

    scope: for filters that look at rows of sites.
    """
    filters = filterset(given, rows)
    filters.scope = scope
    if not filters.is_valid():
        raise ValidationError(filters.errors)
    found: QuerySet[Any] = filters.qs
    return found


def described(filterset: type[FilterSet]) -> list[OpenApiParameter]:
    return [
        OpenApiParameter(
            name,
            bool if isinstance(narrowing, TrueFalseFilter) else str,
            description=narrowing.extra.get("help_text", ""),
        )
        for name, narrowing in filterset.base_filters.items()
    ]
