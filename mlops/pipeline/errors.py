"""Why a load ended: one code, one exit code, one sentence with the value in it."""

from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of the load commands (sysexits.h where it has one)."""

    PUBLISHED = 0
    REJECTED = 65
    NO_FILE = 66
    NO_DATABASE = 69
    DISK_FULL = 73
    READ_ERROR = 74
    LOCKED = 75
    NOT_PERMITTED = 77
    BAD_CONFIG = 78
    NOT_REFRESHED = 79  # published, but a view still shows the run before


# What a person may wave through with --approve; everything else is for the file to be mended.
APPROVABLE = frozenset({"BACKTEST_WORSE", "VOLUME_DRIFT"})


class LoadError(Exception):
    """A load that ends without publishing; `where` names file, row, column or value."""

    def __init__(self, code: str, message: str, *, exit_code: Exit = Exit.REJECTED, **where: Any):
        super().__init__(message)
        self.code = code
        self.message = message
        self.exit_code = exit_code
        self.where = where

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
