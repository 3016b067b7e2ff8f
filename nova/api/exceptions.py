"""Errors as every client sees them: {"error": machine code, "detail": text}, nothing internal."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from psycopg import errors
from rest_framework import exceptions
from rest_framework.response import Response

from nova.api.caching import NotModified

logger = logging.getLogger(__name__)


class DatabaseUnavailable(exceptions.APIException):
    status_code = 503
    default_code = "database_unavailable"
    default_detail = "The database does not answer now. Try again in a moment."


class DatabaseReadOnly(exceptions.APIException):
    status_code = 503
    default_code = "database_read_only"
    default_detail = "The database takes no changes now, reads are served. Try again in a moment."


class InternalError(exceptions.APIException):
    status_code = 500
    default_code = "internal_error"
    default_detail = "Something went wrong here. The request id names it in our log."


class BodyTooLarge(exceptions.APIException):
    status_code = 413
    default_code = "body_too_large"
    default_detail = "The request body is too large."


class Conflict(exceptions.APIException):
    status_code = 409
    default_code = "conflict"
    default_detail = "It is no longer as it was."


class UnreadableRequest(exceptions.ParseError):
    default_detail = "The request cannot be read."


# The first that fits: RequestDataTooBig is a SuspiciousOperation.
_API_ERRORS: dict[type[Exception], type[exceptions.APIException]] = {
    Http404: exceptions.NotFound,
    PermissionDenied: exceptions.PermissionDenied,
    RequestDataTooBig: BodyTooLarge,
    SuspiciousOperation: UnreadableRequest,
    OperationalError: DatabaseUnavailable,
    InterfaceError: DatabaseUnavailable,
}
# Kinds of database errors that Django calls by one name with others, by PostgreSQL's.
_DATABASE_ERRORS: dict[type[BaseException], type[exceptions.APIException]] = {
    errors.ReadOnlySqlTransaction: DatabaseReadOnly,
}


def error_response(raised: Exception, context: Mapping[str, Any]) -> Response:
    """The answer to any exception a view raises; what nobody foresaw is logged and told as 500."""
    if isinstance(raised, NotModified):
        return Response(status=304)
    error = api_error(raised)
    if error.status_code >= 500:
        request = context.get("request")
        request_id = request.META.get("nova.request_id") if request else None
        logger.error("request %s failed", request_id, exc_info=raised)
    return Response(error_body(error), status=error.status_code, headers=_headers(error))


def api_error(raised: Exception) -> exceptions.APIException:
    """The API's own name of an exception."""
    if isinstance(raised, exceptions.APIException):
        return raised
    for kind, error in _API_ERRORS.items():
        if isinstance(raised, kind):
            return error()
    of_database = _DATABASE_ERRORS.get(type(raised.__cause__)) if raised.__cause__ else None
    return of_database() if of_database else InternalError()


def error_body(error: exceptions.APIException) -> dict[str, str]:
    if isinstance(error, exceptions.ValidationError):
        return {"error": "invalid_request", "detail": _sentence(error.detail)}
    return {"error": str(error.get_codes()), "detail": str(error.detail)}


def _sentence(detail: object, name: str = "") -> str:
    """Validation messages of any depth as one line: "item_id: … site_id: …"."""
    if isinstance(detail, Mapping):
        return " ".join(
            _sentence(part, "" if key == "non_field_errors" else str(key))
            for key, part in detail.items()
        )
    if isinstance(detail, list):
        return " ".join(_sentence(part, name) for part in detail)
    return f"{name}: {detail}" if name else str(detail)


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    return headers
