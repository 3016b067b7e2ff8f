"""Why upkeep of the facts ended: one code, one exit code, one sentence with the value in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import Error as DjangoDatabaseError
from psycopg import errors


class Exit(IntEnum):
    """Exit codes of the upkeep commands (sysexits.h where it has one)."""

    DONE = 0
    REFUSED = 65
    NO_FILE = 66
    NO_DATABASE = 69
    DISK_FULL = 73
    IO_ERROR = 74
    LOCKED = 75
    NOT_PERMITTED = 77
    BAD_CONFIG = 78
    MONTHS_SHORT = 80  # fewer whole months ahead than the alarm asks for
    STEP_FAILED = 81  # of the nightly chain; the steps that did not need it are done
    ALARM = 82  # `status` found what cannot wait


class UpkeepError(Exception):
    """Upkeep that ended before its end; what it had begun is whole or can be run again."""

    def __init__(self, code: str, message: str, exit_code: Exit = Exit.REFUSED):
        super().__init__(code, message, exit_code)  # all of them, or a worker cannot pickle it
        self.code = code
        self.message = message
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


_TROUBLE: tuple[tuple[type[Exception], str, Exit], ...] = (
    (errors.DiskFull, "DISK_FULL", Exit.DISK_FULL),
    (errors.InsufficientPrivilege, "NOT_PERMITTED", Exit.NOT_PERMITTED),
    (errors.LockNotAvailable, "LOCKED", Exit.LOCKED),
    (errors.DeadlockDetected, "LOCKED", Exit.LOCKED),
    (errors.SerializationFailure, "LOCKED", Exit.LOCKED),
    (errors.ObjectNotInPrerequisiteState, "LOCKED", Exit.LOCKED),  # another detach is pending
    (errors.OperationalError, "NO_DATABASE", Exit.NO_DATABASE),
    (errors.IntegrityError, "CONSTRAINT", Exit.REFUSED),
)


@contextmanager
def database_errors() -> Iterator[None]:
    """Database trouble as an UpkeepError with the exit code an operator can act on."""
    try:
        yield
    except (DjangoDatabaseError, errors.Error) as error:
        cause = error if isinstance(error, errors.Error) else error.__cause__
        for kind, code, exit_code in _TROUBLE:
            if isinstance(cause, kind):
                told = str(cause).partition("\n")[0]
                raise UpkeepError(code, told, exit_code) from error
        raise
