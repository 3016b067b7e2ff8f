"""From an archived file back to a month of its fact: built aside, proved, attached.

One transaction: a kill at any point leaves nothing of it.
"""

from pathlib import Path

from django.db import connection, transaction

from core import partitions
from core.archive import building, files
from core.archive.archiving import LOCK_TIMEOUT
from core.archive.manifest import NAME, Manifest, read_manifest
from core.archive.session import archive_session, record_move
from core.archive.shape import shape_of
from core.errors import Exit, UpkeepError
from core.partitions import Month
from nova.progress import Steps


def archived(folder: Path, facts: list[str], months: list[str]) -> list[Path]:
    """Folders of the archived months, of the facts and months (such as 2023-12) named or of all."""
    found = sorted(
        path.parent
        for path in folder.glob(f"*/*/{NAME}")
        if not path.parent.name.startswith(".")
        and (not facts or path.parent.parent.name in facts)
        and (not months or path.parent.name in months)
    )
    if not found:
        raise UpkeepError("NO_ARCHIVE", f"{folder}: no such month is archived here", Exit.NO_FILE)
    return found


def restore_month(place: Path, *, progress: Steps) -> Manifest:
    """Bring back the month of a folder. UpkeepError when it is there, or is not what it was."""
    with archive_session(f"restore {place.parent.name} {place.name}"):
        manifest = read_manifest(place)
        month = _month(manifest)
        _refuse_unknown(manifest)
        _refuse_existing(month)
        files.verify(place, manifest, progress=progress)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
            # The lock under which a load makes a month: one of the two finds it made.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('core.ensure_month'), hashtext(%s))",
                [month.table],
            )
            _refuse_existing(month)
            building.fill(cursor, place / manifest.file, manifest, progress)
            building.finish(cursor, month)
            record_move("MONTH_RESTORED", manifest, place)
    return manifest


def _month(manifest: Manifest) -> Month:
    return Month(
        fact=manifest.fact,
        table=manifest.table,
        first_day=manifest.month,
        next_month=manifest.next_month,
        state=partitions.DETACHED,
    )


def _refuse_unknown(manifest: Manifest) -> None:
    """Every column of the file has its place; a column added since then gets its default."""
    if manifest.fact not in partitions.partitioned_facts():
        raise UpkeepError("UNKNOWN_FACT", f"core has no partitioned fact {manifest.fact}")
    shape = shape_of(manifest.fact, fact=manifest.fact)
    now = {(column.name, column.kind) for column in shape.columns}
    gone = [f"{c.name} {c.kind}" for c in manifest.shape.columns if (c.name, c.kind) not in now]
    if gone:
        raise UpkeepError(
            "OTHER_COLUMNS", f"core.{manifest.fact} has no column {', '.join(gone)} any more"
        )


def _refuse_existing(month: Month) -> None:
    for held in partitions.months_held():
        overlaps = held.first_day < month.next_month and month.first_day < held.next_month
        if held.fact == month.fact and overlaps:
            raise UpkeepError(
                "MONTH_EXISTS",
                f"core.{held.table} is there ({held.state}): a restore never adds to a month",
            )
