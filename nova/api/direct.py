"""Reads answered without what REST framework does for bodies, formats, strangers and errors.

Only for a GET of JSON by a caller who was let in before. Whatever is not quite ordinary (a refused
parameter, a file, a role that may not, a caller who changed) is left to REST framework, which
begins anew.
"""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from nova.api.callers import (
    Caller,
    CallerChanged,
    DataChanged,
    prove,
    remembered,
    renewed,
    unproven,
)
from nova.api.renderers import to_json

JSON = "application/json"
WELCOME = frozenset({"", "*/*", JSON})


class NoJson(Exception):  # noqa: N818 - no error: REST framework answers
    """The answer is a file."""


class DirectView(Protocol):
    """A view of REST framework's, as far as it is needed; answer() raises NoJson for a file."""

    request: Any
    headers: Any
    args: Any
    kwargs: Any
    asked: dict[str, Any]
    etag: str | None
    cache_control: str

    @property
    def default_response_headers(self) -> dict[str, str]: ...
    def check_permissions(self, request: Request) -> None: ...
    def read_parameters(self, request: Request) -> dict[str, Any]: ...
    def answer(self, request: Request) -> Response: ...
    def handle_exception(self, exc: Exception) -> Response: ...
    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response: ...


def direct_answer(view: DirectView, request: HttpRequest) -> HttpResponseBase | None:
    """What the view tells a caller who is known; None where REST framework has to answer."""
    header = get_authorization_header(request)  # type: ignore[arg-type]  # it reads META alone
    caller = remembered(header) if header and _is_plain(request) else None
    if caller is None:
        return None
    view.headers = view.default_response_headers
    try:
        try:
            return _sent(view, _answered(view, request, caller))
        except DataChanged as changed:
            caller = renewed(header, caller, changed.version)
            return _sent(view, _answered(view, request, caller))
    except (APIException, CallerChanged, DataChanged, Http404, PermissionDenied, NoJson):
        return None
    except Exception as raised:  # noqa: BLE001 - as REST framework does with all of them
        return view.finalize_response(view.request, view.handle_exception(raised))


def _is_plain(request: HttpRequest) -> bool:
    """Whether nothing about the request asks for more than rows as JSON."""
    return request.method == "GET" and request.META.get("HTTP_ACCEPT", "") in WELCOME


def _answered(view: DirectView, request: HttpRequest, caller: Caller) -> Response:
    """What the view tells the caller, who is proven then."""
    view.request = asking = Request(request)
    asking.user, asking.auth = caller.user, caller.auth
    with translation.override("en"), unproven(caller):
        view.check_permissions(asking)
        view.asked = view.read_parameters(asking)
        answer = view.answer(asking)
        prove()
    return answer


def _sent(view: DirectView, answer: Response) -> HttpResponse:
    """As REST framework would have sent it."""
    body = b"" if answer.data is None else to_json(answer.data)
    sent = HttpResponse(body, status=answer.status_code, content_type=JSON)
    if not body:
        del sent["Content-Type"]
    sent.headers["Allow"] = view.headers["Allow"]
    sent.headers["Cache-Control"] = view.cache_control
    if view.etag:
        sent.headers["ETag"] = view.etag
    return sent
