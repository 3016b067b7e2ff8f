"""One file through the steps of a load, inside the transaction that run.py holds."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from mlops.contracts import Dataset, Publication
from mlops.datasets import DATASETS
from mlops.pipeline import gates
from mlops.pipeline.checks import Tally, Window
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.files import Limits, Reading, manifest_of
from mlops.pipeline.ingest import Clock, Ingested, Progress, ingest
from mlops.pipeline.publish import Published, publish
from mlops.pipeline.record import Result
from mlops.pipeline.rejects import write_file
from mlops.pipeline.request import Options, Source

DAYS_AHEAD = 400


def load_file(
    cursor: Any,
    source: Source,
    options: Options,
    *,
    result: Result,
    tally: Tally,
    progress: Progress,
) -> Ingested | None:
    """Stage, check and publish one file; result and tally are filled on the way.

    None when this very file is published already. LoadError when it is refused.
    """
    dataset = DATASETS[source.dataset]
    manifest = manifest_of(source.named or source.path)
    with Reading(source.path, dataset.name, _limits(options), manifest) as reading:
        result.sha256 = reading.content.sha256
        result.schema_version = reading.content.schema_version
        known = gates.published_as(dataset.name, result.sha256)
        if known is not None and not options.force:
            result.status, result.code = "UNCHANGED", "ALREADY_PUBLISHED"
            result.message = gates.already_published(known)
            return None
        return _publish(cursor, dataset, reading, options, result, tally, progress=progress)


def _publish(
    cursor: Any,
    dataset: Dataset,
    reading: Reading,
    options: Options,
    result: Result,
    tally: Tally,
    *,
    progress: Progress,
) -> Ingested:
    clock = Clock()
    try:
        ingested = ingest(
            cursor, dataset, result.run_id, reading,
            window=_window(cursor), tally=tally, clock=clock, progress=progress,
            max_rejects=dataset.max_rejects if options.max_rejects is None else options.max_rejects,
        )  # fmt: skip
    finally:
        result.rows_read, result.rows_rejected = tally.rows_read, tally.rows_rejected
        if unknown := tally.unknown_keys.plain():
            result.details["unknown_keys"] = unknown
        list_rejects(result, tally)
    _pass_gates(cursor, ingested, reading, options, tally)
    progress("publish", tally.rows_read, tally.rows_read)
    published = publish(cursor, ingested.staged)
    clock.lap("publish")
    _fill(result, ingested, published, tally, clock)
    if reading.content.ignored:
        result.details["warnings"]["IGNORED_COLUMN"] = len(reading.content.ignored)
        result.details["ignored_columns"] = list(reading.content.ignored)
    if reading.content.unchecked_column and not reading.manifest.sha256:
        result.details["warnings"]["NO_CHECKSUM"] = tally.rows_read
    return ingested


def _pass_gates(
    cursor: Any, ingested: Ingested, reading: Reading, options: Options, tally: Tally
) -> None:
    if reading.manifest.rows not in (None, tally.rows_read):
        raise LoadError(
            "ROW_COUNT",
            f"manifest.json promises {reading.manifest.rows:,} rows, {tally.rows_read:,} were read",
        )
    if ingested.staged.dataset.publication is not Publication.RUN:
        return
    if ingested.rows == 0 and not options.allow_empty:
        raise LoadError("EMPTY_FILE", "no row is left to publish")
    champion = gates.champion_run(cursor, ingested.staged.dataset.name)
    if not options.force:
        gates.refuse_stale(ingested, champion)
    if not options.approve:
        gates.hold_drift(cursor, ingested, champion)


def _fill(
    result: Result, ingested: Ingested, published: Published, tally: Tally, clock: Clock
) -> None:
    """What was published, in the result. LoadError when a row is unaccounted for."""
    result.status, result.as_of = "PUBLISHED", ingested.as_of
    result.rows_loaded, result.rows_duplicate = published.rows, ingested.duplicates
    result.details |= {
        "inserted": published.inserted,
        "updated": published.updated,
        "unchanged": published.rows - published.inserted - published.updated,
        "rejected_by_code": dict(tally.by_code),
        "warnings": {code: count for code, count in tally.warnings.items() if count},
        "seconds": clock.seconds,
    }
    if not result.reconciles:
        raise LoadError("NOT_RECONCILED", f"{result.rows_read:,} rows read, but {result}")


def list_rejects(result: Result, tally: Tally) -> None:
    """Write the refused rows where people look for them, when there are any."""
    if not tally.faults:
        return
    try:
        path = write_file(Path(settings.LOAD_REJECTS_DIR), result.run_id, tally.faults)
    except OSError as error:  # the table of rejects has them too, and the refusal matters more
        result.rejects_file = f"not written: {error.strerror}"
    else:
        result.rejects_file = str(path)


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
        message = "the calendar is empty: run manage.py ensure_partitions"
        raise LoadError("NO_CALENDAR", message, exit_code=Exit.BAD_CONFIG)
    today = timezone.localdate()
    ahead = min(last, today + timedelta(days=DAYS_AHEAD))
    return Window(first=first, today=today, last=ahead, business_zone=settings.TIME_ZONE)
