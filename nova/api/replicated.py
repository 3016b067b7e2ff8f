"""Answers whose rows come from the replica, where it has all that the caller may rely on.

Two questions come first. The primary is asked whether the caller still stands, and for the version
of the data, so that a session that has ended is refused however far behind the replica is. Then the
replica is asked the same, and has to name the same user with the same rights and the same version:
the audit log's rows follow the order of the commits, so a replica that shows the last one shows
every change before it, the caller's own among them. Whatever it lacks is read from the primary.
"""

from collections.abc import Callable

from django.db import Error, InterfaceError, OperationalError
from psycopg.errors import QueryCanceled
from rest_framework.response import Response

from nova.api.callers import Caller, prove, to_be_proven
from nova.db import replica
from nova.observation.metrics import REPLICA_READS

BEHIND_S = 0.5  # a replica that follows has caught up by then
GONE_S = 5.0


def from_replica(get: Callable[[], Response]) -> Response:
    """What get() answers; asked of the primary where the replica is behind, gone or failing."""
    caller = to_be_proven()
    if caller is None or caller.version is None or not replica.is_tried():
        return get()
    prove()
    try:
        with replica.reads():
            if _has_caught_up(caller):
                replica.welcome_back()
                answer = get()
                REPLICA_READS.labels("replica").inc()
                return answer
        replica.leave(BEHIND_S)
        REPLICA_READS.labels("behind").inc()
    except Error as error:
        if isinstance(error.__cause__, QueryCanceled):  # too long a question is so anywhere
            raise
        if isinstance(error, OperationalError | InterfaceError):
            replica.leave(GONE_S)
        REPLICA_READS.labels("failed").inc()
    return get()


def _has_caught_up(caller: Caller) -> bool:
    with replica.reader().prepared_cursor() as cursor:
        cursor.execute(caller.standing, caller.values)
        row = cursor.fetchone()
    return row is not None and row[0] == caller.version
