"""Bodies of requests: each view declares its own, and anything else is refused with 400."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def body_of(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The parsed values of a JSON object; ValidationError names what is unknown or wrong."""
    given = request.data
    if not isinstance(given, Mapping):
        raise ValidationError("A JSON object is expected.")
    body = shape(data=given)
    unknown = [str(name)[:50] for name in given if name not in body.fields]
    if unknown:
        raise ValidationError(dict.fromkeys(sorted(unknown), "Unknown field."))
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
