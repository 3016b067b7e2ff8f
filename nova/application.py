"""The application that a server calls: how it reads requests and hands over answers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """Read as UTF-8, whatever charset its sender names: Django would read even the address by that
    one, before any middleware, where an odd name or too many parameters end without an answer."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        try:
            self.content_type, self.content_params = parse_header_parameters(told)
        except (ValueError, LookupError, TypeError):  # parameters with a charset of their own
            self.content_type, self.content_params = told.partition(";")[0].strip().lower(), {}


class Application(WSGIHandler):
    """Hands over whole answers in one piece, which servers send sooner than piece by piece."""

    request_class = Utf8Request

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
