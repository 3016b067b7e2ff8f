"""A copy of the whole database: taken in one snapshot, proved to be readable, then kept."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connection as django_connection
from psycopg.conninfo import make_conninfo

from core.archive.session import file_errors
from core.errors import UpkeepError, database_errors
from mlops.recovery.copy import (
    DUMP,
    PARTIAL,
    ROLES,
    Manifest,
    copies,
    name_of,
    sha256_of,
    write_manifest,
)
from mlops.recovery.digests import Connection, Digest, digests, tables
from mlops.recovery.programs import address, run
from nova.progress import Steps


def take_backup(folder: Path, *, keep: int, progress: Steps) -> tuple[Path, Manifest]:
    """The new copy, in a folder of its own; the oldest beyond `keep` are removed after it.

    Nothing is removed, and nothing half-made stays, when it fails. UpkeepError with the reason.
    """
    to = address(django_connection.settings_dict)
    taken_at = datetime.now(UTC).replace(microsecond=0)
    made = folder / name_of(taken_at)
    partial = made.with_name(made.name + PARTIAL)
    with file_errors():
        partial.mkdir(parents=True, mode=0o700)
        try:
            manifest = _dump(partial, to, taken_at, progress)
            write_manifest(partial, manifest)
            partial.rename(made)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        for old in copies(folder)[:-keep]:
            shutil.rmtree(old)
    return made, manifest


def _dump(folder: Path, to: dict[str, str], taken_at: datetime, progress: Steps) -> Manifest:
    """Dump and digests see the same moment: the snapshot is held open while both are made."""
    with database_errors(), psycopg.connect(_conninfo(to)) as holder:
        holder.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot, version = _moment(holder)
        progress("dump", 0, None)
        dump = folder / DUMP
        run(
            "pg_dump", "--format=custom", "--no-password", "--no-unlogged-table-data",
            f"--snapshot={snapshot}", f"--file={dump}", to=to,
        )  # fmt: skip
        held = _digests(holder, progress)
    roles = run("pg_dumpall", "--roles-only", "--no-role-passwords", "--no-password", to=to)
    (folder / ROLES).write_text(roles)
    _prove(dump, held)
    return Manifest(taken_at, version, to["PGDATABASE"], dump.stat().st_size, sha256_of(dump), held)


def _digests(holder: Connection, progress: Steps) -> dict[str, Digest]:
    count = len(tables(holder))
    held: dict[str, Digest] = {}
    for name, digest in digests(holder):
        held[name] = digest
        progress("digests", len(held), count)
    return held


def _prove(dump: Path, held: dict[str, Digest]) -> None:
    """The dump can be opened and lists the data of every table that has a digest."""
    listed = run("pg_restore", "--list", str(dump), to={})
    words = [line.split() for line in listed.splitlines()]
    found = {f"{line[-3]}.{line[-2]}" for line in words if line[-4:-3] == ["DATA"]}
    if missing := sorted(set(held) - found):
        raise UpkeepError("BAD_COPY", f"{dump}: lacks {', '.join(missing)}")


def _conninfo(to: dict[str, str]) -> str:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
             "dbname": "PGDATABASE", "sslmode": "PGSSLMODE"}  # fmt: skip
    return make_conninfo(**{key: to[name] for key, name in names.items() if name in to})


def _moment(holder: Connection) -> tuple[str, str]:
    """Name of the snapshot, shared while the transaction lasts, and the server's version."""
    rows = holder.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
    [(snapshot, version)] = rows.fetchall()
    return str(snapshot), str(version)
