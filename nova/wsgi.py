"""WSGI entry point; the server process reads as nova_api."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, get_resolver

from nova.db.superuser import stop_as_superuser
from nova.kept import Kept


class Application(WSGIHandler):
    """Remembers the views of addresses, and hands over whole answers in one piece, which servers
    send sooner than piece by piece."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        path = request.path_info
        match = _matches.get(path)
        if match is None:
            match = super().resolve_request(request)
            if len(path) <= LONGEST_PATH:
                _matches.put(path, match)
        request.resolver_match = match
        return match

    def __call__(  # type: ignore[override]  # the stub knows of no answer in one piece
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        answer: Any = super().__call__(environ, start_response)
        if not isinstance(answer, HttpResponse):
            pieces: Iterable[bytes] = answer
            return pieces
        body = answer.content
        answer.close()
        return [body]


LONGEST_PATH = 200
_matches: Kept[str, ResolverMatch] = Kept(most=5_000)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.production")
os.environ.setdefault("NOVA_DB_ROLE", "nova_api")
django.setup(set_prefix=False)

application = Application()
stop_as_superuser()
get_resolver().url_patterns  # noqa: B018 - imports every view, for which else the first reader waits
