"""Filters of lists, and their description for OpenAPI."""

from typing import Any

from django_filters import BaseInFilter, CharFilter, ChoiceFilter, FilterSet, TypedChoiceFilter
from drf_spectacular.utils import OpenApiParameter


class AnyOfFilter(BaseInFilter, CharFilter):  # type: ignore[misc]
    """Comma-separated values."""


class AnyChoiceFilter(BaseInFilter, ChoiceFilter):  # type: ignore[misc]
    """Comma-separated values out of a fixed set."""


class TrueFalseFilter(TypedChoiceFilter):  # type: ignore[misc]
    """true or false, and no other word for them."""

    def __init__(self, **options: Any) -> None:
        words = [("true", "true"), ("false", "false")]
        super().__init__(choices=words, coerce=lambda given: given == "true", **options)


def described(filterset: type[FilterSet]) -> list[OpenApiParameter]:
    return [
        OpenApiParameter(
            name,
            bool if isinstance(narrowing, TrueFalseFilter) else str,
            description=narrowing.extra.get("help_text", ""),
        )
        for name, narrowing in filterset.base_filters.items()
    ]
