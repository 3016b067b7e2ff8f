"""One load while it goes on: its runs, and what is kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mlops.pipeline import record
from mlops.pipeline.candidacy import enter, judge
from mlops.pipeline.doubt import was_published
from mlops.pipeline.errors import APPROVABLE, Exit, LoadError
from mlops.pipeline.file_load import FileLoad, bring_out
from mlops.pipeline.ingest import Ingested, Progress
from mlops.pipeline.record import Result
from mlops.pipeline.request import Options, Source, UnitReport
from mlops.pipeline.session import actor
from mlops.pipeline.steps import Steps
from mlops.pipeline.tally import Fault, Tally


@dataclass
class UnitLoad:
    """The files of one load; unit_id is the first run's number.

    committing: nothing is left to do but the COMMIT that publishes.
    """

    cursor: Any
    options: Options
    progress: Progress
    title: str
    unit_id: int = 0
    started: datetime = field(default_factory=timezone.now)
    results: list[Result] = field(default_factory=list)
    tallies: dict[int, Tally] = field(default_factory=dict)
    committing: bool = False

    def __post_init__(self) -> None:
        self.steps = Steps(self.cursor, self.title)

    def begin(self, source: Source) -> FileLoad:
        """The load of one file, under a new run."""
        result = Result(self._next_run(), source.dataset, source.path.name)
        self.unit_id = self.unit_id or result.run_id
        self.results.append(result)
        tally = self.tallies[result.run_id] = Tally()
        self.steps.restart()
        return FileLoad(source, self.options, result, tally, self.steps, self.progress)

    def publish(self, load: FileLoad, ingested: Ingested) -> None:
        """What was staged, its run's row and the pointer to it, in the caller's transaction."""
        bring_out(self.cursor, ingested, load)
        backtest = load.manifest.backtest
        judge(load.result, ingested.staging.dataset, backtest, self.options)
        self.record(load.result, load.tally.faults)
        enter(self.cursor, load.result, ingested, backtest)

    def record(self, result: Result, faults: Sequence[Fault]) -> None:
        """The run's row, in the transaction that publishes it."""
        record.save(
            self.cursor, result, faults,
            unit_id=self.unit_id, actor=actor(), started=self.started,
        )  # fmt: skip

    def record_unit(self, report: UnitReport) -> None:
        """The run of the file that the unit was made of, with its lines reconciled."""
        result = Result(
            run_id=self._next_run(),
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
        record.list_rejects(result, Tally(faults=list(report.faults)))
        self.results.insert(0, result)
        self.record(result, report.faults)

    def audit(self) -> None:
        """The audit rows, last of all: from here to the commit nobody else can write one."""
        for result in self.results:
            if result.status in record.IN_PLACE:
                record.audit_published(result, actor=actor(), options=self.options.waived())
        self.committing = True

    def undo(self) -> None:
        """End a dry run: nothing of it stays, and no result claims that it was published."""
        transaction.set_rollback(True)
        for result in self.results:
            if result.status in record.IN_PLACE:
                result.status = "CHECKED"

    def is_published_after_all(self, error: LoadError) -> bool:
        """Whether it is published though its connection broke; it then goes on over a new one.

        LoadError when that was at its COMMIT and the database does not say what became of it.
        """
        # Django has connected anew by now, so the cursor is asked about its own connection, which
        # may know of the server's last words before it knows that they were the last.
        is_broken = self.cursor.connection.closed or error.exit_code is Exit.NO_DATABASE
        if not self.committing or not is_broken:
            return False
        published = was_published(self.unit_id, [result.dataset for result in self.results])
        if published is None:
            message = (
                f"not known whether run {self.unit_id} is published, since the connection broke at"
                f" its COMMIT ({error.message}): manage.py loads --run {self.unit_id} tells"
            )
            raise LoadError(error.code, message, exit_code=error.exit_code) from error
        self.cursor = self.steps.cursor = connection.cursor()
        return published

    def record_failure(self, error: LoadError) -> None:
        """The failed run by itself; what it would have changed is rolled back already."""
        if not self.results:
            return
        result = self.results[-1]
        held = error.code in APPROVABLE
        refused = error.exit_code is Exit.REJECTED
        result.status = "NEEDS_APPROVAL" if held else "REJECTED" if refused else "FAILED"
        result.code, result.message = error.code, error.message
        if result.rejects_file:
            error.where["rejects_file"] = result.rejects_file
        if self.options.dry_run or not connection.is_usable():
            return
        try:
            with transaction.atomic():
                self.cursor.execute("SELECT set_config('lock_timeout', '2s', TRUE)")
                self.record(result, self.tallies[result.run_id].faults)
        except DatabaseError as trouble:
            error.where["not_recorded"] = str(trouble).partition("\n")[0]

    def _next_run(self) -> int:
        self.cursor.execute("SELECT nextval('support.load_run_id')")
        return int(self.cursor.fetchone()[0])
