"""Tables dropped while others read the ones that they refer to."""

import time

from django.db import OperationalError, connection, transaction
from psycopg import errors, sql

from core.errors import Exit, UpkeepError
from nova.db.locks import try_dataset_lock

# Dropping a foreign key locks what it refers to, such as the materials, against every reader: one
# who comes while the lock is waited for, on each of three dimensions, waits no longer than this.
LOCK_TIMEOUT = "200ms"
PAUSE_S = 0.5  # in which those who queued are served


def drop_when_free(table: str, *, patience: int, unless_loading: str | None = None) -> bool:
    """Whether the table, with its schema, is gone: not while the dataset so named is being loaded.

    UpkeepError LOCKED when readers leave no gap for so many seconds.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return _drop(table, unless_loading)
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            if time.monotonic() > deadline:
                raise UpkeepError(
                    "LOCKED",
                    f"{table}, or a table that it refers to, is in use for {patience} s: run it"
                    " again later",
                    Exit.LOCKED,
                ) from error
        time.sleep(PAUSE_S)


def _drop(table: str, unless_loading: str | None) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        if unless_loading and not try_dataset_lock(cursor, unless_loading):
            return False
        cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(*table.split("."))))
    return True
