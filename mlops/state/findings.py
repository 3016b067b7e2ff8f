"""What may be amiss, each question answered by one look at the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from analytics.models import ModelRun
from core import partitions
from mlops.recovery.copy import copies, read_manifest
from nova.db.replica import REPLICA
from support.models import DataVersion, Freshness, LoadRun, Night, NightStep

RECENT = timedelta(hours=24)
NIGHT_LATE = timedelta(hours=30)  # a night that began before is missing
BACKUP_LATE = timedelta(hours=30)
CONNECTIONS_LEFT = 10
UNPUBLISHED = (
    LoadRun.Status.FAILED, LoadRun.Status.REJECTED, LoadRun.Status.NEEDS_APPROVAL,
)  # fmt: skip


class Level(StrEnum):
    """GOOD: nothing to do. LOOK: in office hours. ALARM: now."""

    GOOD = "GOOD"
    LOOK = "LOOK"
    ALARM = "ALARM"


@dataclass(frozen=True)
class Finding:
    """One answer; advice is what to do about it, None where that is nothing."""

    about: str
    level: Level
    told: str
    advice: str | None = None


def server() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'),"
            " pg_size_pretty(pg_database_size(current_database())),"
            " pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',"
            " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
            " current_setting('max_connections')::INT"
        )
        version, size, read_only, used, most = cursor.fetchone()
    told = f"PostgreSQL {version}, {size}, {used} of {most} connections"
    if read_only:
        return Finding("database", Level.ALARM, f"{told}, read-only", "see the server's log")
    if most - used < CONNECTIONS_LEFT:
        return Finding("database", Level.ALARM, told, "SELECT * FROM pg_stat_activity")
    return Finding("database", Level.GOOD, told)


def replica() -> Finding:
    """What it lacks is read from the primary, so none of this is an alarm."""
    if REPLICA not in settings.DATABASES:
        return Finding("replica", Level.GOOD, "none: the primary answers every read")
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT version FROM support.v_data_version), pg_is_in_recovery(),"
                " pg_last_xact_replay_timestamp()"
            )
            version, follows, replayed_at = cursor.fetchone()
    except OperationalError:
        return Finding("replica", Level.LOOK, "does not answer", "see the replica's log")
    if not follows:
        return Finding("replica", Level.LOOK, "follows no primary", "REPLICA_URL names a replica")
    if version != DataVersion.objects.values_list("version", flat=True).first():
        told = f"behind: the last it has is of {timezone.localtime(replayed_at):%Y-%m-%d %H:%M:%S}"
        return Finding("replica", Level.LOOK, told, "SELECT * FROM pg_stat_replication")
    return Finding("replica", Level.GOOD, "has every change of the data")


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return Finding(
            "schema", Level.ALARM, f"{missing} migrations not applied", "manage.py migrate"
        )
    return Finding("schema", Level.GOOD, "every migration applied")


def months() -> Finding:
    ahead = partitions.months_ahead(today=timezone.localdate())
    short = partitions.shortage(ahead)
    if short:
        return Finding("months", Level.ALARM, short, "manage.py ensure_partitions")
    return Finding("months", Level.GOOD, f"{min(ahead.values())} whole months ahead or more")


def feeds() -> Finding:
    late = [feed for feed in Freshness.objects.all() if feed.is_stale]
    if not late:
        return Finding("data", Level.GOOD, "no dataset is late")
    named = ", ".join(f"{feed.dataset} ({feed.age_days or '—'} days old)" for feed in late)
    return Finding("data", Level.LOOK, f"late: {named}", "ask who delivers them; manage.py loads")


def night() -> Finding:
    last = Night.objects.order_by("-night_id").first()
    if last is None:
        return Finding("night", Level.LOOK, "there has been none", "manage.py nightly")
    told = f"{last.pk}, for {last.business_date}"
    ended_badly = last.steps.filter(status__in=(NightStep.Status.FAILED, NightStep.Status.SKIPPED))
    failed = [f"{step.step} {step.status}" for step in ended_badly]
    if failed:
        return Finding("night", Level.ALARM, f"{told}: {', '.join(failed)}", "manage.py nightly")
    if timezone.now() - last.started_at > NIGHT_LATE:
        began = f"{timezone.localtime(last.started_at):%Y-%m-%d %H:%M}"
        return Finding(
            "night", Level.ALARM, f"{told}, began {began}: one is missing", "worker, beat, broker"
        )
    if last.finished_at is None:
        return Finding("night", Level.GOOD, f"{told}, is running")
    return Finding("night", Level.GOOD, f"{told}, all steps done")


def loads() -> Finding:
    recent = LoadRun.objects.filter(finished_at__gt=timezone.now() - RECENT)
    bad = list(recent.filter(status__in=UNPUBLISHED).order_by("-run_id"))
    if bad:
        named = ", ".join(f"{run.run_id} {run.dataset} {run.code}" for run in bad[:5])
        told = f"{len(bad)} not published in 24 h: {named}"
        return Finding("loads", Level.LOOK, told, f"manage.py loads --run {bad[0].run_id}")
    return Finding("loads", Level.GOOD, f"{recent.count()} in 24 h, all published")


def candidates() -> Finding:
    waiting = ModelRun.objects.filter(status=ModelRun.Status.CANDIDATE).count()
    if waiting:
        told = f"{waiting} runs wait for a decision"
        return Finding("candidates", Level.LOOK, told, "manage.py promote_run --help")
    return Finding("candidates", Level.GOOD, "none waits")


def backup() -> Finding:
    found = copies(Path(settings.BACKUP_DIR))
    if not found:
        return Finding("backup", Level.LOOK, "none in BACKUP_DIR", "manage.py backup")
    taken_at = read_manifest(found[-1]).taken_at
    told = f"{len(found)} copies, the newest of {timezone.localtime(taken_at):%Y-%m-%d %H:%M}"
    if timezone.now() - taken_at > BACKUP_LATE:
        return Finding("backup", Level.ALARM, told, "manage.py backup")
    return Finding("backup", Level.GOOD, told)


CHECKS: tuple[Callable[[], Finding], ...] = (
    server, migrations, replica, months, feeds, night, loads, candidates, backup,
)  # fmt: skip


def findings() -> Iterator[Finding]:
    """The answers in their order; none after a schema that the code does not know."""
    for check in CHECKS:
        found = check()
        yield found
        if check is migrations and found.level is Level.ALARM:
            return
