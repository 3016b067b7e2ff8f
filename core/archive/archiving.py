"""From a month's table to its archived file, and the table dropped once the file is proved.

A kill at any point leaves the month attached, or its table detached, or its file in place: the next
run goes on from there. The table goes only in the transaction that compared it with the file.
"""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from core import partitions
from core.archive import files
from core.archive.building import attach
from core.archive.manifest import NAME, Manifest, file_name, place_of, read_manifest
from core.archive.session import archive_session, file_errors, record_move
from core.archive.shape import Shape, definitions, identifier, shape_of
from core.archive.text import table_batches, table_digest
from core.errors import UpkeepError, database_errors
from core.partitions import Month
from nova.progress import Steps

LOCK_TIMEOUT = "2s"


@dataclass(frozen=True)
class Extent:
    """Rows of a month and the first and last of their days."""

    rows: int
    first_date: date | None
    last_date: date | None


def months_before(day: date, facts: list[str]) -> list[Month]:
    """Months that end on day or earlier, of the facts named or of all; those begun with first."""
    found = [
        month
        for month in partitions.months_held()
        if month.next_month <= day and (not facts or month.fact in facts)
    ]
    return sorted(found, key=lambda month: month.state != partitions.DETACHING)


def extent(month: Month) -> Extent:
    """Counted in the month's own table, so it is told of a detached one too."""
    dated = partitions.partitioned_facts()[month.fact]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*), min({day}), max({day}) FROM {table}").format(
                day=sql.Identifier(dated), table=identifier(month.table)
            )
        )
        return Extent(*cursor.fetchone())


def archive_month(month: Month, folder: Path, *, patience: str, progress: Steps) -> Manifest:
    """Move one month into the folder. patience: how long readers that began before may go on.

    UpkeepError when it could not be; then the month is attached as before, or detached and waiting
    for the next run, as the message says.
    """
    with archive_session(f"archive {month.table}"):
        shape = shape_of(month.table, fact=month.fact)
        place = place_of(folder, month)
        if place.exists() and month.state == partitions.ATTACHED:
            _refuse_another(place, month, shape, progress)
        progress(f"{month.table}: detach", 0, None)
        partitions.detach(
            f"core.{month.fact}", f"core.{month.table}", state=month.state, patience=patience
        )
        try:
            return _export_and_drop(month, shape, place, progress)
        except Exception as error:
            _attach_again(month, error)
            raise


def _refuse_another(place: Path, month: Month, shape: Shape, progress: Steps) -> None:
    """A month may be archived twice, as after a restore, but not as something else."""
    kept = read_manifest(place)
    if table_digest(month.table, shape, progress=progress, total=kept.rows) != kept.content_sha256:
        raise UpkeepError(
            "ARCHIVED_BEFORE",
            f"{place} holds other rows than core.{month.table}: keep it, and name another folder",
        )


def _export_and_drop(month: Month, shape: Shape, place: Path, progress: Steps) -> Manifest:
    with file_errors(), database_errors(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
        # Nobody writes to the table from here to its end.
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(identifier(month.table)))
        counted = extent(month)
        digest = table_digest(month.table, shape, progress=progress, total=counted.rows)
        if not place.exists():
            _export(month, shape, place, counted, digest, progress)
        manifest = read_manifest(place)
        if manifest.content_sha256 != digest:
            raise UpkeepError("ARCHIVED_BEFORE", f"{place} holds other rows than the table")
        files.verify(place, manifest, progress=progress)
        cursor.execute(sql.SQL("DROP TABLE {}").format(identifier(month.table)))
        record_move("MONTH_ARCHIVED", manifest, place)
    return manifest


def _export(
    month: Month, shape: Shape, place: Path, counted: Extent, digest: str, progress: Steps
) -> None:
    """The month's folder, which appears under its name when file and manifest are on the disk."""
    partial = place.with_name(f".{place.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    path = partial / file_name(month)
    for rows in files.write_parquet(path, shape, table_batches(month.table, shape)):
        progress(f"{month.table}: write", rows, counted.rows)
    manifest = _describe(month, shape, path, counted, digest)
    files.verify(partial, manifest, progress=progress)
    (partial / NAME).write_text(manifest.text(), encoding="utf-8")
    files.sync(partial / NAME)
    files.sync(partial)
    partial.rename(place)
    files.sync(place.parent)
    files.sync(place.parent.parent)


def _describe(month: Month, shape: Shape, path: Path, counted: Extent, digest: str) -> Manifest:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server_version,) = cursor.fetchone()
    return Manifest(
        fact=month.fact,
        table=month.table,
        month=month.first_day,
        next_month=month.next_month,
        file=path.name,
        sha256=files.sha256_of(path),
        size=path.stat().st_size,
        rows=counted.rows,
        first_date=counted.first_date,
        last_date=counted.last_date,
        content_sha256=digest,
        shape=shape,
        definitions=definitions(month.table),
        archived_at=timezone.now().isoformat(),
        app_version=settings.VERSION,
        server_version=server_version,
    )


def _attach_again(month: Month, error: Exception) -> None:
    """Give readers the month back after a failure; the table still has the CHECK of its bounds."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
            attach(cursor, month)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, the first error is what counts
        error.add_note(f"core.{month.table} stays detached until the next run: {trouble}")
