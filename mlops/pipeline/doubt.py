"""A COMMIT that nobody answered: the line broke, and only the database knows what became of it."""

import time
from collections.abc import Iterable

from django.db import Error, connection

from mlops.pipeline.session import await_locks

ASK_S = 30  # a server that restarts is back, and a backend behind a dead line is gone, within this
PAUSE_S = 0.5


def was_published(run_id: int, datasets: Iterable[str]) -> bool | None:
    """What the run's row says over a new connection; None when nobody answers.

    The broken session may still be at its COMMIT, so its locks are awaited before the question.
    """
    deadline = time.monotonic() + ASK_S
    while (left := deadline - time.monotonic()) > 0:
        try:
            connection.close()
            with connection.cursor() as cursor:
                await_locks(cursor, datasets, seconds=left)
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM support.load_runs"
                    " WHERE run_id = %s AND status IN ('PUBLISHED', 'CANDIDATE'))",
                    [run_id],
                )
                return bool(cursor.fetchone()[0])
        except Error:
            time.sleep(PAUSE_S)
    return None
