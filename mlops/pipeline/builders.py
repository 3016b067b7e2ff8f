"""Connections beside a load's own, which stage the months of a fact.

A connection keeps one of the server's processors busy; two of them fill, index and check months at
once. What they commit is tables in `staging` that nobody reads: the load publishes them all in its
own transaction, or drops them.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import cycle
from typing import Any, TypeVar

import psycopg
from django.db import connection, transaction

from mlops.pipeline.session import notice_a_dead_client
from nova.db.locks import share_session_lock

BUILDERS = 2
DEPTH = 2  # pieces of work that wait for each, such as encoded blocks
CANCEL_EVERY_S = 0.1

T = TypeVar("T")


class Builder:
    """A connection in a thread of its own; what it is asked for, it does in that order.

    One transaction goes from the first work to commit(); after that each work has its own.
    """

    def __init__(self, title: str, lock: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._asked: deque[Future[Any]] = deque()
        self._session: psycopg.Connection[Any] = self._thread.submit(_open, title, lock).result()

    def ask(self, work: Callable[..., T], *values: object) -> Future[T]:
        """work gets a cursor and the values. Raises what earlier work raised; waits while so much
        of it is under way.
        """
        while len(self._asked) >= DEPTH:
            self._asked.popleft().result()
        future = self._thread.submit(_do, work, *values)
        self._asked.append(future)
        return future

    def commit(self) -> Future[None]:
        return self.ask(_commit)

    def close(self) -> None:
        """End its connection and whatever it still does; what it committed stays."""
        for future in self._asked:
            future.cancel()
        # Again and again, since it may be between two statements.
        while wait(self._asked, CANCEL_EVERY_S).not_done:
            with suppress(psycopg.Error):
                self._session.cancel_safe()
        self._thread.submit(_close).result()
        self._thread.shutdown()


class Builders:
    """The builders of one load, closed with the block; each is opened when its turn first comes."""

    def __init__(self, title: str, lock: str) -> None:
        self._title, self._lock = title, lock
        self._open: list[Builder] = []
        self._turns = cycle(range(BUILDERS))

    def __enter__(self) -> "Builders":
        return self

    def __exit__(self, *_error: object) -> None:
        for builder in self._open:
            builder.close()

    def next(self) -> Builder:
        """Whose turn it is."""
        turn = next(self._turns)
        if turn == len(self._open):
            self._open.append(Builder(self._title, self._lock))
        return self._open[turn]

    def commit(self) -> None:
        """Everything that was asked for is done and committed; raises what any of it raised."""
        for committed in [builder.commit() for builder in self._open]:
            committed.result()


def _open(title: str, lock: str) -> Any:
    with connection.cursor() as cursor:
        notice_a_dead_client(cursor)
        cursor.execute(
            "SELECT set_config('application_name', %s, FALSE),"
            # Two of them index at once: workers of their own would only be in each other's way.
            " set_config('max_parallel_maintenance_workers', '0', FALSE)",
            [title],
        )
        share_session_lock(cursor, lock)
    transaction.set_autocommit(False)
    return connection.connection


def _do(work: Callable[..., T], *values: object) -> T:
    with connection.cursor() as cursor:
        return work(cursor, *values)


def _close() -> None:
    connection.close()  # of the thread that asks


def _commit(_cursor: object) -> None:
    transaction.commit()
    transaction.set_autocommit(True)
