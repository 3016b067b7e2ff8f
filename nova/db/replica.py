"""The replica: which reads go to it, and how long it is left alone when it is of no use.

Nothing reads from it unless it is inside reads(), so loads, the admin and every write keep to the
primary without knowing of it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connections

PRIMARY, REPLICA = "default", "replica"
TRY_S = 5.0  # more than a line that stays silent can take

_alias: ContextVar[str] = ContextVar("alias", default=PRIMARY)
_left_until = 0.0  # by the clock of time.monotonic(), of this process; 0: it is not left alone


class Router:
    """Reads go where reads() says; writes and migrations to the primary."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        return _alias.get()

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        return PRIMARY

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == PRIMARY


def reader() -> Any:
    """The connection (of nova.db.backend) that reads are asked of here."""
    return connections[_alias.get()]


@contextmanager
def reads() -> Iterator[None]:
    """Inside, what is read is read from the replica."""
    before = _alias.set(REPLICA)
    try:
        yield
    finally:
        _alias.reset(before)


def is_tried() -> bool:
    """Whether the replica is worth a question. Once it was left alone, one request tries it again
    while the others do without."""
    now = time.monotonic()
    if REPLICA not in settings.DATABASES or now < _left_until:
        return False
    if _left_until:
        leave(TRY_S)
    return True


def leave(seconds: float) -> None:
    """Let this process do without the replica for so long."""
    _set(time.monotonic() + seconds)


def welcome_back() -> None:
    """It answers."""
    if _left_until:
        _set(0.0)


def _set(until: float) -> None:
    global _left_until  # noqa: PLW0603 - one number for the threads of a process
    _left_until = until
