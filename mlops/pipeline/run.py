"""The order of a load, and nothing else: every file is staged, checked and published in one
transaction, so that a kill at any point leaves either everything as it was or everything new.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mlops.contracts import Dataset, Publication
from mlops.datasets import DATASETS
from mlops.pipeline import gates, record, rejects
from mlops.pipeline.checks import Fault, Tally, Window
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.files import Limits, Reading, guard, manifest_of
from mlops.pipeline.ingest import Clock, Progress, ingest
from mlops.pipeline.publish import publish
from mlops.pipeline.record import Result
from mlops.pipeline.refresh import refresh
from mlops.pipeline.session import actor, loader_session, orderly_end

DAYS_AHEAD = 400


@dataclass(frozen=True)
class Source:
    """A file and the dataset it holds."""

    dataset: str
    path: Path


@dataclass(frozen=True)
class Options:
    """What the operator asked for. max_rejects: None for each dataset's own."""

    dry_run: bool = False
    force: bool = False
    approve: bool = False
    max_rejects: int | None = None
    ignore_columns: tuple[str, ...] = ()
    allow_empty: bool = False


@dataclass(frozen=True)
class UnitReport:
    """Lines of the one file that a unit's files were made of, and what became of each."""

    name: str
    source_name: str
    sha256: str
    as_of: date | None
    counts: dict[str, int]
    details: dict[str, Any]
    faults: tuple[Fault, ...] = ()


@dataclass
class _Load:
    """One load while it goes on."""

    options: Options
    progress: Progress
    unit_id: int = 0
    started: datetime = field(default_factory=timezone.now)
    results: list[Result] = field(default_factory=list)
    tallies: dict[int, Tally] = field(default_factory=dict)


def load(
    sources: Sequence[Source],
    options: Options,
    *,
    report: UnitReport | None = None,
    progress: Progress = lambda _step, _done, _total: None,
) -> list[Result]:
    """Load files as one unit, in the order of the dataset table; all are published or none.

    LoadError when nothing was published; a failed run is recorded by itself, after the rollback.
    """
    folder = Path(settings.LOAD_DIR) if settings.LOAD_DIR else None
    order = list(DATASETS)
    files = sorted(
        (Source(s.dataset, guard(s.path, folder)) for s in sources),
        key=lambda s: order.index(s.dataset),
    )
    going = _Load(options, progress)
    with orderly_end(), loader_session(s.dataset for s in files) as cursor:
        try:
            with transaction.atomic():
                for source in files:
                    _load_one(cursor, source, going)
                _finish(cursor, going, report)
        except LoadError as error:
            _record_failure(cursor, going, error)
            raise
        if not options.dry_run:
            _refresh(cursor, going)
    return going.results


def _load_one(cursor: Any, source: Source, going: _Load) -> None:
    """Stage, check and publish one file inside the transaction; its result joins the others."""
    dataset = DATASETS[source.dataset]
    result = Result(_next_run(cursor), dataset.name, source.path.name)
    going.unit_id = going.unit_id or result.run_id
    going.results.append(result)
    tally = going.tallies[result.run_id] = Tally()
    manifest = manifest_of(source.path)
    with Reading(source.path, dataset.name, _limits(going.options), manifest) as reading:
        result.sha256 = reading.content.sha256
        result.schema_version = reading.content.schema_version
        known = gates.published_as(dataset.name, result.sha256)
        if known is not None and not going.options.force:
            result.status, result.code = "UNCHANGED", "ALREADY_PUBLISHED"
            result.message = f"run {known} published this very file: nothing to do"
            return
        _publish(cursor, dataset, reading, result, tally, going)


def _publish(
    cursor: Any, dataset: Dataset, reading: Reading, result: Result, tally: Tally, going: _Load
) -> None:
    options, clock = going.options, Clock()
    try:
        ingested = ingest(
            cursor, dataset, result.run_id, reading,
            window=_window(cursor), tally=tally, clock=clock, progress=going.progress,
            max_rejects=dataset.max_rejects if options.max_rejects is None else options.max_rejects,
        )  # fmt: skip
    finally:
        result.rows_read, result.rows_rejected = tally.rows_read, tally.rows_rejected
        _write_rejects(result, tally)
    if reading.manifest.rows not in (None, tally.rows_read):
        raise LoadError(
            "ROW_COUNT",
            f"manifest.json promises {reading.manifest.rows:,} rows, {tally.rows_read:,} were read",
        )
    if dataset.publication is Publication.RUN:
        champion = gates.champion_run(cursor, dataset.name)
        if not options.force:
            gates.refuse_stale(ingested, champion)
        if not options.approve:
            gates.hold_drift(cursor, ingested, champion)
    going.progress("publish", tally.rows_read, tally.rows_read)
    published = publish(cursor, ingested.staged)
    clock.lap("publish")
    result.status = "PUBLISHED"
    result.as_of = ingested.as_of
    result.rows_loaded, result.rows_duplicate = published.rows, ingested.duplicates
    result.details |= {
        "inserted": published.inserted,
        "updated": published.updated,
        "unchanged": published.rows - published.inserted - published.updated,
        "rejected_by_code": dict(tally.by_code),
        "warnings": {code: count for code, count in tally.warnings.items() if count},
        "seconds": clock.seconds,
    }
    if reading.content.unchecked_column and not reading.manifest.sha256:
        result.details["warnings"]["NO_CHECKSUM"] = tally.rows_read
    if not result.reconciles:
        raise LoadError("NOT_RECONCILED", f"{result.rows_read:,} rows read, but {result}")
    _record(cursor, result, list(tally.faults), going)
    record.crown(cursor, result, ingested)


def _record(cursor: Any, result: Result, faults: list[Fault], going: _Load) -> None:
    told = {"forced": going.options.force, "approved": going.options.approve}
    record.save(cursor, result, faults, unit_id=going.unit_id, actor=actor(), started=going.started)
    record.audit_published(result, actor=actor(), options=told)


def _finish(cursor: Any, going: _Load, report: UnitReport | None) -> None:
    """The run of the unit itself, when it was made of one file; then a dry run is undone."""
    if report and any(result.status == "PUBLISHED" for result in going.results):
        result = Result(
            _next_run(cursor), report.name, report.source_name, status="PUBLISHED",
            sha256=report.sha256, as_of=report.as_of, details=report.details, **report.counts,
        )  # fmt: skip
        _write_rejects(result, Tally(faults=list(report.faults)))
        going.results.insert(0, result)
        _record(cursor, result, list(report.faults), going)
    if going.options.dry_run:
        transaction.set_rollback(True)


def _record_failure(cursor: Any, going: _Load, error: LoadError) -> None:
    """The failed run by itself; what it would have changed is rolled back already."""
    if not going.results:
        return
    result = going.results[-1]
    held = error.code == "VOLUME_DRIFT"
    refused = error.exit_code is Exit.REJECTED
    result.status = "NEEDS_APPROVAL" if held else "REJECTED" if refused else "FAILED"
    result.code, result.message = error.code, error.message
    if result.rejects_file:
        error.where["rejects_file"] = result.rejects_file
    if going.options.dry_run or not connection.is_usable():
        return
    try:
        with transaction.atomic():
            faults = going.tallies[result.run_id].faults
            record.save(
                cursor, result, faults, unit_id=going.unit_id, actor=actor(), started=going.started
            )
    except DatabaseError as trouble:
        error.where["not_recorded"] = str(trouble).partition("\n")[0]


def _refresh(cursor: Any, going: _Load) -> None:
    published = [r for r in going.results if r.status == "PUBLISHED" and r.dataset in DATASETS]
    views = [view for result in published for view in DATASETS[result.dataset].views]
    if not views:
        return
    going.progress("refresh views", 0, None)
    failed = refresh(cursor, views)
    for result in published:
        result.details["not_refreshed"] = {
            view: why for view, why in failed.items() if view in DATASETS[result.dataset].views
        }


def _write_rejects(result: Result, tally: Tally) -> None:
    if tally.faults:
        folder = Path(settings.LOAD_REJECTS_DIR)
        result.rejects_file = str(rejects.write_file(folder, result.run_id, tally.faults))


def _next_run(cursor: Any) -> int:
    cursor.execute("SELECT nextval('support.load_run_id')")
    return int(cursor.fetchone()[0])


def _limits(options: Options) -> Limits:
    return Limits(
        max_rows=settings.LOAD_MAX_ROWS,
        memory_mb=settings.LOAD_READER_MEMORY_MB,
        ignore_columns=options.ignore_columns,
        allow_empty=options.allow_empty,
        require_checksums=settings.LOAD_REQUIRE_CHECKSUMS,
    )


def _window(cursor: Any) -> Window:
    """Days a file may name. LoadError when the calendar is empty."""
    cursor.execute("SELECT min(full_date), max(full_date) FROM core.dim_calendar")
    first, last = cursor.fetchone()
    if first is None:
        raise LoadError(
            "NO_CALENDAR", "the calendar is empty: run manage.py ensure_partitions",
            exit_code=Exit.BAD_CONFIG,
        )  # fmt: skip
    ahead = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    return Window(first=first, last=min(last, ahead), business_zone=settings.TIME_ZONE)
