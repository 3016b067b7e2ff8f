"""Reads answered without what REST framework does for bodies, formats, strangers and errors.

Only for a GET of JSON by a caller who was let in before. Whatever is not quite ordinary (a refused
parameter, a file, a role that may not, a caller who changed) is left to REST framework, which
begins anew.
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
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
    renewed,
    unproven,
)
from nova.api.renderers import to_json
from nova.api.replicated import from_replica
from nova.kept import Kept

JSON = "application/json"
LONGEST_QUERY = 300


class NoJson(Exception):  # noqa: N818 - no error: REST framework answers
    """The answer is a file."""


class DirectView(Protocol):
    """A view of REST framework's, as far as it is needed; held() raises NoJson for a file.

    version: of the data that the answer is told by; None where it is told by no version. is_hot:
    whether it asks for rows first of all, and so that the caller is proven with them.
    """

    request: Any
    headers: Any
    args: Any
    kwargs: Any
    asked: dict[str, Any]
    version: str | None
    etag: str | None
    file: object | None
    cache_control: str
    is_hot: bool

    @property
    def default_response_headers(self) -> dict[str, str]: ...
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None: ...
    def check_permissions(self, request: Request) -> None: ...
    def read_parameters(self, request: Request) -> dict[str, Any]: ...
    def held(self, request: Request) -> Response | None: ...
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response: ...
    def handle_exception(self, exc: Exception) -> Response: ...
    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response: ...


def direct_answer(view: DirectView, request: HttpRequest, caller: Caller) -> HttpResponse | None:
    """What the view tells a caller who is known; None where REST framework has to answer."""
    view.headers = view.default_response_headers
    try:
        try:
            return _sent(view, _answered(view, request, caller))
        except DataChanged as changed:
            caller = renewed(get_authorization_header(request), caller, changed.version)  # type: ignore[arg-type]
            return _sent(view, _answered(view, request, caller))
    except (APIException, CallerChanged, DataChanged, Http404, PermissionDenied, NoJson):
        return None
    except Exception as raised:  # noqa: BLE001 - as REST framework does with all of them
        failed = view.finalize_response(view.request, view.handle_exception(raised))
        failed.render()
        return failed


def _answered(view: DirectView, request: HttpRequest, caller: Caller) -> Response:
    """What the view tells the caller, who is proven then."""
    view.request = asking = Request(request)
    asking.user, asking.auth = caller.user, caller.auth
    with translation.override("en"), unproven(caller):
        view.check_permissions(asking)
        view.asked = _read(view, asking)
        answer = view.held(asking)
        if answer is None:
            get = partial(_get, view, asking)
            answer = from_replica(get) if view.version else get()
        prove()
    return answer


def _get(view: DirectView, asking: Request) -> Response:
    """What the view reads; a caller who is not proven with the rows is so before them."""
    if not view.is_hot:
        prove()
    return view.get(asking, *view.args, **view.kwargs)


_asked: Kept[tuple[type, str], Mapping[str, Any]] = Kept(most=5_000)


def _read(view: DirectView, request: Request) -> dict[str, Any]:
    """The parameters, which depend on nothing but the address; of a file they are read anew."""
    name = (type(view), request.META.get("QUERY_STRING", ""))
    asked = _asked.get(name)
    if asked is None:
        asked = view.read_parameters(request)
        if view.file is None and len(name[1]) <= LONGEST_QUERY:
            _asked.put(name, MappingProxyType(asked))
    return dict(asked)


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
