"""Table locks that nobody queues behind for long."""

from typing import Any

from django.db import OperationalError, transaction
from psycopg import errors, sql

from mlops.pipeline.errors import Exit, LoadError

LOCK_TIMEOUT = "2s"
LOCK_TRIES = 3


def with_lock(cursor: Any, statement: str | sql.Composable, *values: object) -> None:
    """Run a statement that needs a lock; LoadError LOCKED when it is not granted in three tries."""
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
                    f"another session kept the table locked for {LOCK_TRIES} × {LOCK_TIMEOUT}",
                    exit_code=Exit.LOCKED,
                ) from None
        else:
            return
