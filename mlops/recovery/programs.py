"""PostgreSQL's own programs, run on the database that Django is connected to."""

import errno
import os
import subprocess
from collections.abc import Mapping
from typing import Any

from core.errors import Exit, UpkeepError
from nova.embedded import EmbeddedPostgresError, find_binaries

FULL = os.strerror(errno.ENOSPC)


def program(name: str) -> str:
    """Path of pg_dump, pg_restore … UpkeepError when this machine has none."""
    try:
        path = find_binaries() / name
    except EmbeddedPostgresError as error:
        raise UpkeepError("NO_PROGRAM", str(error), Exit.BAD_CONFIG) from None
    if not path.exists():
        message = f"{path} is missing: install PostgreSQL's client programs, or set NOVA_PG_BIN"
        raise UpkeepError("NO_PROGRAM", message, Exit.BAD_CONFIG)
    return str(path)


def address(settings: Mapping[str, Any]) -> dict[str, str]:
    """libpq's variables for Django's connection settings: a password is never an argument."""
    named = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings.get("OPTIONS", {}).get("sslmode"),
    }
    return {name: str(value) for name, value in named.items() if value}


def run(name: str, *arguments: str, to: Mapping[str, str]) -> str:
    """What the program says on standard output. UpkeepError with its last words when it fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    outcome = subprocess.run(
        [program(name), *arguments], env={**kept, **to}, capture_output=True, text=True, check=False
    )
    if outcome.returncode == 0:
        return outcome.stdout
    told = outcome.stderr.strip() or f"ended with {outcome.returncode}"
    last = told.rpartition("\n")[2]
    if FULL in told:
        raise UpkeepError("DISK_FULL", f"{name}: {last}", Exit.DISK_FULL)
    raise UpkeepError("PROGRAM_FAILED", f"{name}: {last}", Exit.IO_ERROR)
