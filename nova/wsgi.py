"""WSGI entry point; the server process reads as nova_api."""

import os
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import get_resolver

from nova.api.probe import database_hangs
from nova.db.lines import LINES
from nova.db.superuser import stop_as_superuser
from nova.roles import LOADER, OWNER


class Application(WSGIHandler):
    """Hands over whole answers in one piece, which servers send sooner than piece by piece."""

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


# A worker of Granian is forked with its parent's handler, which would lose a SIGTERM until the
# worker sets its own, after this import: it would go on, and be killed with people waiting.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.production")
os.environ.setdefault("NOVA_DB_ROLE", "nova_api")
django.setup(set_prefix=False)

application = Application()
stop_as_superuser(or_as=(OWNER, LOADER))
LINES.watch(database_hangs)
get_resolver().url_patterns  # noqa: B018 - imports every view, for which else the first reader waits
