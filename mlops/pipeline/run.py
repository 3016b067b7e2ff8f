"""The order of a load, and nothing else: every file is staged, checked and published in one
transaction, so that a kill at any point leaves either everything as it was or everything new.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mlops.datasets import DATASETS
from mlops.pipeline import record
from mlops.pipeline.checks import Fault, Tally
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.file_load import list_rejects, load_file
from mlops.pipeline.files import guard
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.refresh import refresh
from mlops.pipeline.request import Options, Source, UnitReport
from mlops.pipeline.session import actor, database_errors, loader_session, orderly_end


@dataclass
class _Load:
    """One load while it goes on: unit_id is the first run's number."""

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
    own_files: bool = False,
    progress: Progress = lambda _step, _done, _total: None,
) -> list[Result]:
    """Load files as one unit, in the order of the dataset table; all are published or none.

    own_files: made by this very process, so LOAD_DIR has no say. LoadError when nothing was
    published; a failed run is recorded by itself, after the rollback.
    """
    folder = Path(settings.LOAD_DIR) if settings.LOAD_DIR and not own_files else None
    files = _in_order(sources, folder)
    going = _Load(options, progress)
    with orderly_end(), loader_session(source.dataset for source in files) as cursor:
        try:
            with database_errors(), transaction.atomic():
                for source in files:
                    _load_one(cursor, source, going)
                if report:
                    _record_unit(cursor, going, report)
                if options.dry_run:
                    _undo(going)
                else:
                    _audit(going)
        except LoadError as error:
            _record_failure(cursor, going, error)
            raise
        if not options.dry_run:
            _refresh(cursor, going)
    return going.results


def _in_order(sources: Sequence[Source], folder: Path | None) -> list[Source]:
    """The files in dependency order, each a real file and inside the folder, when there is one."""
    order = list(DATASETS)
    files = [
        Source(source.dataset, guard(source.path, folder), named=source.path) for source in sources
    ]
    return sorted(files, key=lambda source: order.index(source.dataset))


def _load_one(cursor: Any, source: Source, going: _Load) -> None:
    result = Result(_next_run(cursor), source.dataset, source.path.name)
    going.unit_id = going.unit_id or result.run_id
    going.results.append(result)
    tally = going.tallies[result.run_id] = Tally()
    ingested = load_file(
        cursor, source, going.options, result=result, tally=tally, progress=going.progress
    )
    if ingested:
        _record(cursor, result, tally.faults, going)
        record.crown(cursor, result, ingested)


def _record(cursor: Any, result: Result, faults: Sequence[Fault], going: _Load) -> None:
    record.save(cursor, result, faults, unit_id=going.unit_id, actor=actor(), started=going.started)


def _audit(going: _Load) -> None:
    """The audit rows, last of all: from here to the commit nobody else can write one."""
    told = {"forced": going.options.force, "approved": going.options.approve}
    for result in going.results:
        if result.status == "PUBLISHED":
            record.audit_published(result, actor=actor(), options=told)


def _record_unit(cursor: Any, going: _Load, report: UnitReport) -> None:
    """The run of the file that the unit was made of, with its lines reconciled."""
    result = Result(
        run_id=_next_run(cursor),
        dataset=report.name,
        source_name=report.source_name,
        status="PUBLISHED",
        sha256=report.sha256,
        as_of=report.as_of,
        details=report.details,
        rows_read=report.counts.read,
        rows_loaded=report.counts.loaded,
        rows_rejected=report.counts.rejected,
        rows_duplicate=report.counts.duplicate,
        rows_set_apart=report.counts.set_apart,
    )
    list_rejects(result, Tally(faults=list(report.faults)))
    going.results.insert(0, result)
    _record(cursor, result, report.faults, going)


def _undo(going: _Load) -> None:
    """End a dry run: nothing of it stays, and no result claims that it was published."""
    transaction.set_rollback(True)
    for result in going.results:
        if result.status == "PUBLISHED":
            result.status = "CHECKED"


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
    faults = going.tallies[result.run_id].faults
    try:
        with transaction.atomic():
            cursor.execute("SELECT set_config('lock_timeout', '2s', TRUE)")
            record.save(
                cursor, result, faults, unit_id=going.unit_id, actor=actor(), started=going.started
            )
    except DatabaseError as trouble:
        error.where["not_recorded"] = str(trouble).partition("\n")[0]


def _refresh(cursor: Any, going: _Load) -> None:
    """Bring the views of what was published up to it; a view that fails is told of."""
    published = [r for r in going.results if r.status == "PUBLISHED" and r.dataset in DATASETS]
    views = [view for result in published for view in DATASETS[result.dataset].views]
    if not views:
        return
    going.progress("refresh views", 0, None)
    failed = refresh(cursor, views)
    for result in published:
        own = DATASETS[result.dataset].views
        result.details["not_refreshed"] = {view: failed[view] for view in own if view in failed}


def _next_run(cursor: Any) -> int:
    cursor.execute("SELECT nextval('support.load_run_id')")
    return int(cursor.fetchone()[0])
