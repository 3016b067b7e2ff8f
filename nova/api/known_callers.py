"""Reads of callers who are known are answered before what browsers and strangers are asked."""

from collections.abc import Callable

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from rest_framework.authentication import get_authorization_header

from nova.api.callers import Caller, remembered
from nova.api.content_policy import NOTHING
from nova.api.direct import JSON, DirectView, direct_answer
from nova.api.viewsets import VersionedView
from nova.kept import Kept

API = "/api/"
WELCOME = frozenset({"", "*/*", JSON})
LONGEST_PATH = 200

Answering = Callable[[HttpRequest], HttpResponse]


class KnownCallerMiddleware:
    """Stands before the middlewares that an answer to a program needs only the headers of, and
    sets those. Whatever it leaves goes the whole way."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response
        self.dressing = (
            CommonMiddleware(get_response).process_response,
            XFrameOptionsMiddleware(get_response).process_response,
            CorsMiddleware(get_response).add_response_headers,
            SecurityMiddleware(get_response).process_response,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._at_once(request) or self.get_response(request)

    def _at_once(self, request: HttpRequest) -> HttpResponse | None:
        caller = _known_caller(request)
        view = _view(request) if caller else None
        answer = direct_answer(view, request, caller) if caller and view else None
        if answer is not None:
            answer.headers["Content-Security-Policy"] = NOTHING
            for dress in self.dressing:
                dress(request, answer)
        return answer


def _known_caller(request: HttpRequest) -> Caller | None:
    """Who was let in before and asks for rows as JSON, and for nothing else."""
    told = request.META
    if (
        request.method != "GET"
        or not request.path_info.startswith(API)
        or told.get("HTTP_ACCEPT", "") not in WELCOME
        or "HTTP_ORIGIN" in told
        or request.encoding is not None  # by which the same address would mean something else
        or not _is_at_home(request)
    ):
        return None
    header = get_authorization_header(request)  # type: ignore[arg-type]  # it reads META alone
    return remembered(header) if header else None


def _is_at_home(request: HttpRequest) -> bool:
    """Whether the request came to a host of ours, as it should come there."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return request.is_secure() or not settings.SECURE_SSL_REDIRECT


def _view(request: HttpRequest) -> DirectView | None:
    """The view of the address, if it may answer directly; the request knows its route then."""
    match = _match(request.path_info)
    kind = getattr(match.func, "cls", None) if match else None
    if match is None or kind is None or not issubclass(kind, VersionedView):
        return None
    request.resolver_match = match
    view: DirectView = kind(**match.func.initkwargs)  # type: ignore[attr-defined]  # of as_view()
    view.setup(request, *match.args, **match.kwargs)
    return view


_matches: Kept[str, ResolverMatch] = Kept(most=5_000)


def _match(path: str) -> ResolverMatch | None:
    match = _matches.get(path)
    if match is None:
        try:
            match = resolve(path)
        except Resolver404:
            return None
        if len(path) <= LONGEST_PATH:
            _matches.put(path, match)
    return match
