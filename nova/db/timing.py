"""How long the database was asked, and how often: each connection counts its statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Any


class DatabaseTime:
    """Seconds and number of the statements that were sent while it was measured."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0


_measured: ContextVar[DatabaseTime | None] = ContextVar("measured", default=None)


@contextmanager
def database_time() -> Iterator[DatabaseTime]:
    measured = DatabaseTime()
    before = _measured.set(measured)
    try:
        yield measured
    finally:
        _measured.reset(before)


def timed(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """As Django calls what stands around every statement of a connection."""
    measured = _measured.get()
    if measured is None:
        return execute(sql, params, many, context)
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        measured.seconds += perf_counter() - began
        measured.queries += 1
