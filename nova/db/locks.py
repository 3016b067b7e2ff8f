"""Advisory locks that more than one app must know."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

DATASET_SPACE = 0x4E4F5641  # "NOVA", so that our advisory locks meet nobody else's


def try_dataset_lock(cursor: Any, dataset: str) -> bool:
    """Whether this transaction now keeps every load of the dataset out."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [DATASET_SPACE, dataset])
    return bool(cursor.fetchone()[0])


def try_session_lock(cursor: Any, name: str) -> bool:
    """Whether this session now has the lock of that name, until it lets go of it or ends."""
    cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [DATASET_SPACE, name])
    return bool(cursor.fetchone()[0])


def share_session_lock(cursor: Any, name: str) -> None:
    """Hold the lock of that name, which others may share, until this session ends."""
    cursor.execute("SELECT pg_advisory_lock_shared(%s, hashtext(%s))", [DATASET_SPACE, name])


def unlock_session(cursor: Any, name: str) -> None:
    """Let go of the lock; only a warning of the server when it broke off in between."""
    cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [DATASET_SPACE, name])


@contextmanager
def session_lock(name: str) -> Iterator[bool]:
    """Whether nobody else is inside; the lock goes with the block, or with a dead session."""
    with connection.cursor() as cursor:
        is_ours = try_session_lock(cursor, name)
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                unlock_session(cursor, name)
