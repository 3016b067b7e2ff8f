"""Callers who were let in before: whether they still may is asked together with the rows.

An answer is worked out for the caller as remembered. The statement that reads its rows reads at the
same moment whether session, user and version of the data are still the same; where one is not,
nothing of that answer is sent, and the request is answered anew, the ordinary way.
"""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from django.db import connections
from rest_framework_simplejwt.settings import api_settings

from nova.kept import Kept

_NAMED = re.compile(r"%\((\w+)\)s")

Values = Sequence[Any] | Mapping[str, Any]


class CallerChanged(Exception):  # noqa: N818 - no error: the request is answered anew
    """The caller is not as remembered, or has gone."""


class DataChanged(Exception):  # noqa: N818 - no error: the request is answered anew
    """The caller stands, but the data have another version than was remembered."""

    def __init__(self, version: str | None) -> None:
        super().__init__(version)
        self.version = version


@dataclass(frozen=True)
class Caller:
    """Whom a header let in, and how to ask whether it still does.

    auth: with the data_version that it was found with; until: end of the token, in seconds since
    1970; standing: a SELECT of one row, the version of the data, as long as all else is as
    remembered, with named values that no rows are asked by.
    """

    user: Any
    auth: Any
    until: float
    version: str | None
    standing: str
    values: Mapping[str, Any]


_callers: Kept[bytes, Caller] = Kept(most=5_000)
_unproven: ContextVar[Caller | None] = ContextVar("unproven", default=None)


def remember(authorization: bytes, caller: Caller) -> None:
    """Only what authentication has let in."""
    _callers.put(_digest(authorization), caller)


def remembered(authorization: bytes) -> Caller | None:
    """The caller of a header that was let in before, while its token lasts."""
    caller = _callers.get(_digest(authorization))
    return caller if caller and time.time() < caller.until else None


def renewed(authorization: bytes, caller: Caller, version: str | None) -> Caller:
    """The same caller, who finds a newer version of the data."""
    auth = copy(caller.auth)
    auth.data_version = version
    later = replace(caller, auth=auth, version=version)
    remember(authorization, later)
    return later


def _digest(authorization: bytes) -> bytes:
    """Tokens themselves are not kept; one of another key was never let in."""
    key = str(api_settings.SIGNING_KEY).encode()
    return hashlib.sha256(key + b"|" + authorization).digest()


@contextmanager
def unproven(caller: Caller) -> Iterator[None]:
    """Inside, the first prepared statement proves that the caller still stands, or prove()."""
    before = _unproven.set(caller)
    try:
        yield
    finally:
        _unproven.reset(before)


def to_be_proven() -> Caller | None:
    """The caller of whom nobody has asked yet."""
    return _unproven.get()


def together(caller: Caller, statement: str, values: Values) -> tuple[str, Values]:
    """The statement with the caller's standing: first the version, then its own columns."""
    if isinstance(values, Mapping):
        return _both(caller.standing, statement), {**caller.values, **values}
    standing, names = _positional(caller.standing)
    return _both(standing, statement), (*(caller.values[name] for name in names), *values)


@lru_cache(maxsize=1_000)
def _both(standing: str, statement: str) -> str:
    return (
        f"WITH caller AS MATERIALIZED ({standing})"  # noqa: S608 - texts of our own
        f" SELECT caller.*, answer.* FROM caller CROSS JOIN ({statement}) AS answer"
    )


def proven(row: Sequence[Any] | None) -> Sequence[Any]:
    """What together() found without its first column; CallerChanged unless the caller stands,
    DataChanged when there is a newer version of the data."""
    caller = _unproven.get()
    if row is None or caller is None:
        raise CallerChanged
    if row[0] != caller.version:
        raise DataChanged(row[0])
    _unproven.set(None)
    return row[1:]


def prove() -> None:
    """As proven(); asks where no statement has."""
    caller = _unproven.get()
    if caller is None:
        return
    connection: Any = connections["default"]  # of nova.db.backend
    with connection.prepared_cursor() as cursor:
        cursor.execute(caller.standing, caller.values)
        proven(cursor.fetchone())


@cache
def _positional(statement: str) -> tuple[str, tuple[str, ...]]:
    """The statement with values by their places, and the names in their order."""
    return _NAMED.sub("%s", statement), tuple(_NAMED.findall(statement))
