"""Changes of tables that people read meanwhile: waiting for a lock keeps everybody else out, so
wait briefly, let the others pass, and begin anew."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connections
from psycopg import errors

LOCK_TIMEOUT = "1s"  # so long may a reader wait behind us
PAUSE_S = 3.0
_BUSY = (errors.LockNotAvailable, errors.DeadlockDetected)

Done = TypeVar("Done")


def is_busy(error: BaseException) -> bool:
    """Whether others held what a statement needs; of Django's cursor or, as of django-pgviews, of
    psycopg's own."""
    return isinstance(error, _BUSY) or isinstance(error.__cause__, _BUSY)


def when_free(
    change: Callable[[], Done], *, using: str, patience_s: float, tell: Callable[[str], None]
) -> Done:
    """What the change returns. It must undo itself when it fails, and may be begun again.

    An error that is_busy() when others still held what it needs at its last try, after patience_s.
    """
    until = time.monotonic() + patience_s
    while True:
        try:
            with _brief_locks(using):
                return change()
        except (OperationalError, *_BUSY) as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
            tell(f"{_first_line(error)}: others are at work, trying again")
        time.sleep(PAUSE_S)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextmanager
def _brief_locks(using: str) -> Iterator[None]:
    """Inside, no statement of the connection waits longer than LOCK_TIMEOUT for a lock."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, FALSE)", [LOCK_TIMEOUT])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
