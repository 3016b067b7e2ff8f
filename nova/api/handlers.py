"""Errors outside the API's views: an unknown URL, a bad Host header, a crash in a middleware."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views import defaults
from rest_framework import exceptions

from nova.api.exceptions import UnreadableRequest, api_error, error_body
from nova.api.renderers import to_json

JSON_PATHS = ("/api", "/health")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(JSON_PATHS):
        return _answer(UnreadableRequest())
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(JSON_PATHS):
        return _answer(exceptions.PermissionDenied())
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(JSON_PATHS):
        return _answer(exceptions.NotFound("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django has logged the exception; the answer says no more than its kind."""
    raised = sys.exc_info()[1]
    error = api_error(raised if isinstance(raised, Exception) else RuntimeError())
    if request.path.startswith(JSON_PATHS):
        return _answer(error)
    page = defaults.server_error(request)
    page.status_code = error.status_code
    return page


def _answer(error: exceptions.APIException) -> HttpResponse:
    return HttpResponse(
        to_json(error_body(error)), status=error.status_code, content_type="application/json"
    )
