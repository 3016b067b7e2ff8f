"""A session that moves months in or out: one at a time, seen in pg_stat_activity, audited."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from django.db import connection

from core.archive.manifest import Manifest
from core.errors import Exit, UpkeepError, database_errors
from nova.actors import command_actor
from support import audit

_FILE_TROUBLE = {
    errno.ENOSPC: ("DISK_FULL", Exit.DISK_FULL),
    errno.EDQUOT: ("DISK_FULL", Exit.DISK_FULL),
    errno.EACCES: ("NOT_PERMITTED", Exit.NOT_PERMITTED),
    errno.EPERM: ("NOT_PERMITTED", Exit.NOT_PERMITTED),
    errno.EROFS: ("NOT_PERMITTED", Exit.NOT_PERMITTED),
    errno.ENOENT: ("NO_FILE", Exit.NO_FILE),
}


@contextmanager
def archive_session(name: str) -> Iterator[None]:
    """The lock of archives; UpkeepError when another session holds it, or in place of trouble."""
    with file_errors(), database_errors(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('core.archive'))")
        if not cursor.fetchone()[0]:
            raise UpkeepError("LOCKED", "another archive or restore is running", Exit.LOCKED)
        try:
            # A killed command's backend notices within a second, and lets go of its locks.
            cursor.execute("SET client_connection_check_interval = '1s'")
            cursor.execute("SELECT set_config('application_name', %s, FALSE)", [f"nova {name}"])
            yield
        finally:
            if connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(hashtext('core.archive'))")
                cursor.execute("RESET application_name")


@contextmanager
def file_errors() -> Iterator[None]:
    """Trouble with a file or its disk as an UpkeepError."""
    try:
        yield
    except OSError as error:
        code, exit_code = _FILE_TROUBLE.get(error.errno or 0, ("IO_ERROR", Exit.IO_ERROR))
        raise UpkeepError(code, str(error), exit_code) from error
    except pa.ArrowException as error:  # such as a date of infinity
        told = str(error).partition("\n")[0]
        raise UpkeepError("NOT_EXACT", f"no file holds a value exactly: {told}") from error


def record_move(action: str, manifest: Manifest, place: Path) -> None:
    """The audit row of a month that was moved, in the transaction that moves it."""
    audit.record(
        actor=command_actor(),
        action=action,
        entity_type="partition",
        entity_key=f"core.{manifest.table}",
        details={
            "rows": manifest.rows,
            "sha256": manifest.sha256,
            "content_sha256": manifest.content_sha256,
            "folder": str(place),
        },
    )
