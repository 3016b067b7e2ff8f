"""What may befall a database: how it comes about, and how it ends."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until

OF_THE_API = (
    "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'nova_api'"
)
PLACES_LEFT = """
SELECT current_setting('max_connections')::INTEGER
  - current_setting('superuser_reserved_connections')::INTEGER
  - (
    SELECT count(*)
    FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND usename <> 'nova_api'
  )::INTEGER
"""
Ending = Callable[[], None]
Outage = Callable[[Server], Iterator[Ending]]


def stopped(server: Server) -> Iterator[Ending]:
    """An administrator stops it, and later starts it on the same port."""
    server.cluster.stop()
    yield lambda: server.restart("fast")


def crashed(server: Server) -> Iterator[Ending]:
    """kill -9 of every process: nobody says goodbye, and it has to recover."""
    _signal_all(server, signal.SIGKILL)

    def recover() -> None:
        wait_until(lambda: _is_up(server), seconds=30, what="its recovery")

    yield recover


def _is_up(server: Server) -> bool:
    with suppress(Exception):
        server.restart("fast")
        return server.query("SELECT 1") == [(1,)]
    return False


def hung(server: Server) -> Iterator[Ending]:
    """Every process stands still: the kernel still takes connections and bytes."""
    held = _signal_all(server, signal.SIGSTOP)

    def go_on() -> None:
        for pid in reversed(held):
            os.kill(pid, signal.SIGCONT)

    yield go_on


def _signal_all(server: Server, number: int) -> list[int]:
    """pids of the postmaster and of all its children, signalled in this order."""
    postmaster = int((server.cluster.pgdata / "postmaster.pid").read_text().splitlines()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    pids = [postmaster, *map(int, children)]
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    return pids


def crowded(server: Server) -> Iterator[Ending]:
    """Somebody else has taken every connection, those of the API too."""
    with ExitStack() as taken, server.admin() as connection:
        connection.execute("ALTER ROLE nova_api NOLOGIN")  # or it would be back before the others
        try:

            def is_full() -> bool:
                """Whoever was let in just before is ended too."""
                gone = not connection.execute(OF_THE_API).fetchall()
                [(left,)] = connection.execute(PLACES_LEFT).fetchall()
                _take(server, left, taken)
                return gone and left <= 0

            wait_until(is_full, seconds=30, what="the last place")
        finally:
            connection.execute("ALTER ROLE nova_api LOGIN")
        yield taken.close


def _take(server: Server, places: int, taken: ExitStack) -> None:
    """By superusers, whose reserve is free while those who are refused hold a place of others."""
    with suppress(psycopg.OperationalError):  # there are no more
        for _ in range(places):
            taken.callback(psycopg.connect(server.url("postgres")).close)


def read_only(server: Server) -> Iterator[Ending]:
    """As an operator sets it before a move, or a managed service when its disk is full."""
    server.execute("ALTER SYSTEM SET default_transaction_read_only = on")
    server.execute("SELECT pg_reload_conf()")

    def allow() -> None:
        with server.admin() as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
            connection.execute("SELECT pg_reload_conf()")

    yield allow


def in_recovery(server: Server) -> Iterator[Ending]:
    """A standby that was not yet promoted stands where the primary stood."""
    server.cluster.stop()
    signal_file = server.cluster.pgdata / "standby.signal"
    signal_file.touch()
    owner = server.cluster.pgdata.stat()
    os.chown(signal_file, owner.st_uid, owner.st_gid)
    server.restart("fast")
    yield lambda: server.execute("SELECT pg_promote()")


@contextmanager
def befallen(outage: Outage, server: Server) -> Iterator[Ending]:
    """The block sees the outage and ends it by what it is given; it is over after the block."""
    steps = outage(server)
    end = next(steps)
    ended: list[bool] = []

    def once() -> None:
        if not ended:
            ended.append(True)
            end()

    try:
        yield once
    finally:
        once()
        for _ in steps:
            raise AssertionError("an outage ends once")
