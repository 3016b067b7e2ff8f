"""Table locks that nobody queues behind for long."""

import time
from typing import Any

from django.db import OperationalError, transaction
from psycopg import errors, sql

from mlops.pipeline.errors import Exit, LoadError

# Whoever asks for a table in the meantime waits as long as we do: so briefly, and often. Attaching
# a run with its foreign keys locks the dimensions for a moment, which everybody reads.
LOCK_TIMEOUT = "80ms"
LOCK_TRIES = 100
PAUSE_S = 0.2


def with_lock(cursor: Any, statement: str | sql.Composable, *values: object) -> None:
    """Run a statement that needs a lock; LoadError LOCKED when no try of half a minute gets it."""
    for attempt in range(1, LOCK_TRIES + 1):
        try:
            with transaction.atomic():
                cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
                cursor.execute(statement, values or None)
                cursor.execute("SELECT set_config('lock_timeout', '0', TRUE)")
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            if attempt == LOCK_TRIES:
                raise LoadError(
                    "LOCKED",
                    f"other sessions left no gap to lock the table in {LOCK_TRIES} tries",
                    exit_code=Exit.LOCKED,
                ) from None
            time.sleep(PAUSE_S)
        else:
            return
