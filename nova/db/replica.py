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

_alias: ContextVar[str] = ContextVar("alias", default=PRIMARY)
_left_until = 0.0  # by the clock of time.monotonic(), of this process


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
    """Whether there is a replica that was not left alone."""
    return REPLICA in settings.DATABASES and time.monotonic() >= _left_until


def leave(seconds: float) -> None:
    """Let this process do without the replica for so long."""
    global _left_until  # noqa: PLW0603 - one number for the threads of a process
    _left_until = time.monotonic() + seconds
