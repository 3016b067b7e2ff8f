"""Lines to the database that fall silent, found out and given up within three seconds.

A server that hangs and a cable that was cut say nothing. The database's own deadlines need a server
that works, and the kernel's know no server that stands still behind a network that works: who waits
for an answer would wait for ever, and with every thread of the API that way it would not even tell
its health. So a thread beside them looks after whoever waits, and asks whether the database still
says anything at all. Where not, it cuts the lines that are waited on, and until there is word again
nobody waits any more.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Thread, get_ident
from time import monotonic, sleep
from traceback import clear_frames
from typing import Any, Self

import psycopg

LOOK_S = 0.25
PATIENCE_S = 0.5  # most statements take a hundredth; one that lasts is a reason to ask
SPARE_S = 2.0  # as long as a new line may take
SILENT = "the database says nothing"


@dataclass(frozen=True)
class _Wait:
    """Somebody who waits: since when, and on which line; without one, for a line."""

    since: float
    line: "WatchedConnection | None"


class Lines:
    """Who waits for the database, by thread, and whether it is known to be silent."""

    def __init__(self) -> None:
        self.watched = False
        self.silent = False
        self._waits: dict[int, _Wait] = {}
        self._starting = Lock()

    def watch(self, hangs: Callable[[], bool]) -> None:
        """Look after those who wait from now on. hangs: whether the database, asked now on a line
        of its own, says nothing; must itself end soon."""
        with self._starting:
            if not self.watched:
                self.watched = True
                Thread(target=self._look_on, args=(hangs,), name="lines", daemon=True).start()

    @contextmanager
    def waiting(self, line: "WatchedConnection | None") -> Iterator[None]:
        """The time that somebody waits; OperationalError at once while the database is silent."""
        if self.silent:
            raise psycopg.OperationalError(SILENT)
        thread = get_ident()
        self._waits[thread] = _Wait(monotonic(), line)
        try:
            yield
        finally:
            self._waits.pop(thread, None)

    def _look_on(self, hangs: Callable[[], bool]) -> None:
        while True:
            sleep(LOOK_S)
            self._cut(only_spare=True)
            if self.silent or self._somebody_waits_long():
                self.silent = hangs()
                if self.silent:
                    self._cut()

    def _somebody_waits_long(self) -> bool:
        before = monotonic() - PATIENCE_S
        return any(wait.since < before for wait in list(self._waits.values()))

    def _cut(self, *, only_spare: bool = False) -> None:
        """End every line that is waited on: whoever waits is told so by the kernel. only_spare:
        those that were waited on for too long while there is another to ask."""
        before = monotonic() - SPARE_S
        for thread, wait in list(self._waits.items()):
            line = wait.line
            if line is not None and (not only_spare or (line.is_spare and wait.since < before)):
                with suppress(OSError, psycopg.Error):
                    held = socket.socket(fileno=os.dup(line.fileno()))
                    with held:
                        # Still waited on after the copy: so the number was not another file's.
                        if self._waits.get(thread) is wait:
                            held.shutdown(socket.SHUT_RDWR)


LINES = Lines()


class PromptConnection(psycopg.Connection[Any]):
    """A connection that leaves nothing behind when it could not be made in time: psycopg's error
    keeps the half-made line for as long as somebody keeps the error, and with it a place among the
    server's connections."""

    @classmethod
    def connect(cls, *address: Any, **more: Any) -> Self:
        try:
            return super().connect(*address, **more)
        except psycopg.OperationalError as error:
            clear_frames(error.__traceback__)
            raise


class WatchedConnection(PromptConnection):
    """A connection whose every answer is waited for under the eyes of LINES.

    is_spare: whether another server can be asked the same, as a replica's primary.
    """

    is_spare = False

    def wait(self, *how: Any, **more: Any) -> Any:
        with LINES.waiting(self):
            return super().wait(*how, **more)
