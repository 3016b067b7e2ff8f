"""How long a login to the admin lasts: as long as those of the API, in use and in all."""

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BEGAN, USED = "began", "used"  # in the session, in seconds since 1970
NOTED_EVERY_S = 60


class AdminSessionMiddleware:
    """Ends what was idle for SESSION_IDLE_LIFETIME, or began SESSION_LIFETIME ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin"):
            _end_or_note(request.session)
        return self.get_response(request)


def begin(*, request: HttpRequest | None, **_signal: Any) -> None:
    """A login to the admin; the API's has its tokens and no such session."""
    if request is not None and request.path.startswith("/admin"):
        request.session[BEGAN] = request.session[USED] = int(time())


def _end_or_note(session: Any) -> None:
    now = int(time())
    idle, whole = settings.SESSION_IDLE_LIFETIME, settings.SESSION_LIFETIME
    began, used = session.get(BEGAN), session.get(USED)
    if began is None:
        return
    if now - began >= whole.total_seconds() or now - used >= idle.total_seconds():
        session.flush()
    elif now - used >= NOTED_EVERY_S:
        session[USED] = now
