"""A database session that may load: the right role, one load of a dataset at a time."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pyarrow as pa
from django.db import Error as DjangoDatabaseError
from django.db import OperationalError, connection
from psycopg import errors

from mlops.pipeline.errors import Exit, LoadError
from nova.actors import command_actor
from nova.db.locks import DATASET_SPACE, try_session_lock, unlock_session
from nova.roles import LOADER


@contextmanager
def loader_session(datasets: Iterable[str]) -> Iterator[Any]:
    """A cursor that holds the lock of each dataset; LoadError when another load holds one."""
    with database_errors(), connection.cursor() as cursor:
        _require_loader(cursor)
        notice_a_dead_client(cursor)
        names = sorted(set(datasets))
        cursor.execute("SELECT set_config('application_name', %s, FALSE)", [title(names)])
        held: list[str] = []
        try:
            for name in names:
                _lock(cursor, name)
                held.append(name)
            yield cursor
        finally:
            if connection.is_usable():
                with connection.cursor() as last:  # the first one's connection may have broken
                    for name in held:
                        unlock_session(last, name)
                    last.execute("RESET application_name")


def notice_a_dead_client(cursor: Any) -> None:
    """Let the backend end soon after its process, so that its transaction and its locks go.

    A killed process's backend notices within a second, one behind a pulled cable within 25.
    """
    cursor.execute(
        "SELECT set_config(name, value, FALSE) FROM (VALUES"
        " ('client_connection_check_interval', '1s'),"
        " ('tcp_keepalives_idle', '10s'),"
        " ('tcp_keepalives_interval', '5s'),"
        " ('tcp_keepalives_count', '3'),"
        " ('tcp_user_timeout', '20s')"
        ") AS setting (name, value)"
    )


def title(datasets: Iterable[str]) -> str:
    """What the session calls itself, to whoever looks into pg_stat_activity."""
    return f"nova load {' '.join(sorted(set(datasets)))}"


def _require_loader(cursor: Any) -> None:
    cursor.execute(
        "SELECT rolname, rolsuper, pg_has_role(rolname, %s, 'MEMBER')"
        " FROM pg_roles WHERE rolname = current_user",
        [LOADER],
    )
    role, is_super, may_load = cursor.fetchone()
    if is_super or not may_load:
        kind = "a superuser" if is_super else f"the role {role}"
        raise LoadError(
            "ROLE",
            f"loads run as {LOADER}, not as {kind}: give that role's DATABASE_URL",
            exit_code=Exit.NOT_PERMITTED,
        )


def _lock(cursor: Any, dataset: str) -> None:
    if not try_session_lock(cursor, dataset):
        raise LoadError("LOCKED", f"another load of {dataset} is running", exit_code=Exit.LOCKED)


def await_locks(cursor: Any, datasets: Iterable[str], *, seconds: float) -> None:
    """Take the lock of each dataset; django.db.OperationalError when one is not free in time."""
    cursor.execute("SELECT set_config('lock_timeout', %s, FALSE)", [f"{seconds * 1000:.0f}ms"])
    for name in sorted(set(datasets)):
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [DATASET_SPACE, name])
    cursor.execute("RESET lock_timeout")


@contextmanager
def database_errors() -> Iterator[None]:
    """Database trouble as a LoadError with the exit code an operator can act on."""
    try:
        yield
    except (pa.ArrowException, OverflowError, OSError) as error:
        # A value that no rule foresaw: the file is at fault, and nothing was kept.
        raise LoadError("UNREADABLE_VALUE", str(error).partition("\n")[0]) from error
    except (DjangoDatabaseError, errors.Error) as error:
        cause = error if isinstance(error, errors.Error) else error.__cause__
        for kind, code, exit_code in _TROUBLE:
            if isinstance(cause, kind):
                text = str(cause).partition("\n")[0]
                raise LoadError(code, text, exit_code=exit_code) from error
        if isinstance(error, OperationalError):
            text = str(error).partition("\n")[0]
            raise LoadError("NO_DATABASE", text, exit_code=Exit.NO_DATABASE) from error
        raise


_TROUBLE: tuple[tuple[type[Exception], str, Exit], ...] = (
    (errors.DiskFull, "DISK_FULL", Exit.DISK_FULL),
    (errors.InsufficientPrivilege, "NOT_PERMITTED", Exit.NOT_PERMITTED),
    (errors.LockNotAvailable, "LOCKED", Exit.LOCKED),
    (errors.DeadlockDetected, "LOCKED", Exit.LOCKED),
    (errors.SerializationFailure, "LOCKED", Exit.LOCKED),
    (errors.QueryCanceled, "LOCKED", Exit.LOCKED),
    (errors.OperationalError, "NO_DATABASE", Exit.NO_DATABASE),
    # Tables that are not there: the database is another, or older than the program.
    (errors.UndefinedTable, "NOT_MIGRATED", Exit.BAD_CONFIG),
    (errors.InvalidSchemaName, "NOT_MIGRATED", Exit.BAD_CONFIG),
    # A rule of the tables that no contract foresaw: the file is at fault, and nothing was kept.
    (errors.IntegrityError, "CONSTRAINT", Exit.REJECTED),
    (errors.DataError, "CONSTRAINT", Exit.REJECTED),
)


@contextmanager
def orderly_end() -> Iterator[None]:
    """SIGTERM unwinds the load (rolled back, reader ended) and then exits with 143."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def actor() -> str:
    """Who started the load, as its records name them."""
    return command_actor()
