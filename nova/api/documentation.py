"""OpenAPI of the envelopes, the errors and the bearer token, written once for every view."""

from collections.abc import Callable
from typing import Any, TypeVar

from django_filters import FilterSet
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from nova.api.filtering import described
from nova.api.parameters import Parameters

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Shape = type[serializers.Serializer[Any]]


class Error(serializers.Serializer[Any]):
    """What every failed request gets."""

    error = serializers.CharField(help_text="Machine code, such as invalid_request.")
    detail = serializers.CharField(help_text="For the developer; may change.")


class CountMetadata(serializers.Serializer[Any]):
    total_count = serializers.IntegerField()


class PageMetadata(CountMetadata):
    limit = serializers.IntegerField()
    offset = serializers.IntegerField()
    page = serializers.IntegerField(help_text="From 1.")


class ListMetadata(PageMetadata):
    offset = serializers.IntegerField(allow_null=True, help_text="Null behind a cursor.")
    page = serializers.IntegerField(allow_null=True, help_text="From 1; null behind a cursor.")
    next_cursor = serializers.CharField(
        allow_null=True, help_text="Of the next page; null at the end, and in another order."
    )


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "support.auth.SessionTokenAuthentication"
    name = "bearerAuth"

    def get_security_definition(self, _schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


ERRORS = {
    400: "A parameter or the body is refused.",
    401: "No valid token.",
    403: "The role may not do this.",
    404: "There is no such thing.",
    409: "It is over, or no longer as it was.",
    429: "Too many attempts from this address.",
    503: "The database does not answer.",
}
USUAL = (400, 401, 403, 503)


def envelope_of(name: str, row: Shape, metadata: Shape = CountMetadata) -> Any:
    """Schema called name of {status, data, metadata} around rows."""
    return inline_serializer(
        name,
        {
            "status": serializers.ChoiceField(["success"]),
            "data": row(many=True),
            "metadata": metadata(),
        },
    )


def documented(
    operation: str,
    answer: Any,
    *,
    errors: tuple[int, ...] = USUAL,
    parameters: type[Parameters] | None = None,
    filters: type[FilterSet] | None = None,
    **options: Any,
) -> Callable[[Decorated], Decorated]:
    """Describe a handler. answer: a schema for 200, or status to schema; errors: their statuses."""
    answers = answer if isinstance(answer, dict) else {200: answer}
    faults = {status: OpenApiResponse(Error, ERRORS[status]) for status in errors}
    asked = [parameters] if parameters else []
    narrowing = described(filters) if filters else []
    decorate: Callable[[Decorated], Decorated] = extend_schema(
        operation_id=operation,
        parameters=[*asked, *narrowing],
        responses={**answers, **faults},
        **options,
    )
    return decorate
