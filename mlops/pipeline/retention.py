"""What loads and logins leave behind, cleared away when it is old.

The records of loads and the audit log are kept for ever. Every step can be repeated, and a kill
leaves what is not yet cleared away to the next time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.archive.session import file_errors
from core.errors import Exit, UpkeepError, database_errors
from mlops.datasets import DATASETS
from mlops.pipeline.dropping import drop_when_free
from mlops.pipeline.old_runs import drop_runs, runs_to_drop
from mlops.pipeline.staging import leftovers
from nova.actors import command_actor
from nova.db.locks import try_dataset_lock
from support import audit
from support.models.loads import LoadReject
from support.models.users import UserSession

_REJECTS_FILE = re.compile(r"rejects_\d+\.csv")


@dataclass(frozen=True)
class Keep:
    """Retired runs of each dataset that stay beside the champion; days for everything else."""

    runs: int = 7
    days: int = 90


@dataclass
class Pruned:
    """What went, or would go: names of tables and files, numbers of rows.

    runs: of forecasts and features. replaced: rows that loads replaced. left_over: tables of loads
    that were killed.
    """

    sessions: int = 0
    rejects: int = 0
    reject_files: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        told = asdict(self)
        return {name: v if isinstance(v, int) else len(v) for name, v in told.items()}


def would_prune(keep: Keep) -> Pruned:
    """What prune_loads would clear away now."""
    cutoff = timezone.now() - timedelta(days=keep.days)
    with file_errors(), database_errors():
        return Pruned(
            sessions=UserSession.objects.filter(expires_at__lt=cutoff).count(),
            rejects=LoadReject.objects.filter(run__finished_at__lt=cutoff).count(),
            reject_files=[str(path) for path in _old_files(cutoff)],
            replaced=_old_replaced(cutoff),
            left_over=[name for _, name in _left_over()],
            runs=runs_to_drop(keep.runs),
        )


def prune_loads(keep: Keep, *, patience: int = 60) -> Pruned:
    """Clear away what is older than is kept, and audit it. patience: seconds, for readers.

    UpkeepError when it ended before its end, with what was cleared away until then in its notes.
    """
    pruned = Pruned()
    with _session():
        try:
            _prune(pruned, keep, patience)
        except UpkeepError as error:
            error.add_note(f"done until then: {words(pruned)}")
            raise
        finally:
            if any(pruned.counts().values()) and connection.is_usable():
                _record(pruned, keep)
    return pruned


def words(pruned: Pruned) -> str:
    """Such as: sessions 3, rejects 0, …"""
    return ", ".join(f"{n.replace('_', ' ')} {count:,}" for n, count in pruned.counts().items())


@contextmanager
def _session() -> Iterator[None]:
    """One at a time, seen in pg_stat_activity; its backend notices a kill within a second."""
    with file_errors(), database_errors(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('mlops.prune_loads'))")
        if not cursor.fetchone()[0]:
            raise UpkeepError("LOCKED", "another prune_loads is running", Exit.LOCKED)
        try:
            cursor.execute("SET client_connection_check_interval = '1s'")
            cursor.execute("SET application_name = 'nova prune'")
            yield
        finally:
            if connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(hashtext('mlops.prune_loads'))")
                cursor.execute("RESET application_name")


def _prune(pruned: Pruned, keep: Keep, patience: int) -> None:
    """The quick and certain first, what may meet readers last."""
    cutoff = timezone.now() - timedelta(days=keep.days)
    with database_errors():
        pruned.sessions, _ = UserSession.objects.filter(expires_at__lt=cutoff).delete()
        pruned.rejects, _ = LoadReject.objects.filter(run__finished_at__lt=cutoff).delete()
        for path in _old_files(cutoff):
            path.unlink(missing_ok=True)
            pruned.reject_files.append(str(path))
        for table in _old_replaced(cutoff):
            drop_when_free(table, patience=patience)
            pruned.replaced.append(table)
        for dataset, table in _left_over():
            if drop_when_free(table, patience=patience, unless_loading=dataset):
                pruned.left_over.append(table)
        for table in drop_runs(keep.runs, patience=patience):
            pruned.runs.append(table)


def _record(pruned: Pruned, keep: Keep) -> None:
    audit.record(
        actor=command_actor(),
        action="LOADS_PRUNED",
        entity_type="retention",
        details={**pruned.counts(), "dropped_runs": pruned.runs, "kept": asdict(keep)},
    )


def _old_files(cutoff: datetime) -> list[Path]:
    folder = Path(settings.LOAD_REJECTS_DIR)
    return sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if _REJECTS_FILE.fullmatch(path.name) and path.stat().st_mtime < cutoff.timestamp()
    )


def _old_replaced(cutoff: datetime) -> list[str]:
    """Tables of rows that were replaced by loads from before, with their schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'staging.' || kept.relname FROM pg_class AS kept"
            " JOIN support.load_runs AS run"
            " ON starts_with(kept.relname, format('replaced_%%s_', run.run_id))"
            " WHERE kept.relnamespace = 'staging'::REGNAMESPACE AND kept.relkind = 'r'"
            " AND run.finished_at < %s ORDER BY run.run_id, 1",
            [cutoff],
        )
        return [name for (name,) in cursor.fetchall()]


def _left_over() -> list[tuple[str, str]]:
    """Dataset and table of what loads made and did not publish, but for datasets being loaded."""
    found = []
    for dataset in DATASETS.values():
        with transaction.atomic(), connection.cursor() as cursor:
            if try_dataset_lock(cursor, dataset.name):
                names = leftovers(cursor, dataset)
                found += [(dataset.name, f"staging.{name}") for name in names]
    return found
