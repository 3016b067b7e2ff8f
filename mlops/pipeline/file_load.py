"""One file through the steps of a load, inside the transactions that run.py holds."""

from dataclasses import dataclass, field
from typing import Any

from mlops.contracts import Publication
from mlops.datasets import DATASETS
from mlops.pipeline.errors import LoadError
from mlops.pipeline.files import Manifest, Reading, manifest_of
from mlops.pipeline.gates import (
    already_published,
    champion_run,
    hold_drift,
    known_run,
    refuse_stale,
)
from mlops.pipeline.ingest import Ingested, Progress, ingest
from mlops.pipeline.limits import limits_of, window
from mlops.pipeline.publish import Published, publish
from mlops.pipeline.record import Result, list_rejects
from mlops.pipeline.request import Options, Source
from mlops.pipeline.steps import Steps
from mlops.pipeline.tally import Tally


@dataclass
class FileLoad:
    """One file's load: what the operator asked for, and what came of it so far.

    is_apart: what is staged may be committed before the transaction that publishes it.
    """

    source: Source
    options: Options
    result: Result
    tally: Tally
    steps: Steps
    progress: Progress
    is_apart: bool = False
    manifest: Manifest = field(default_factory=Manifest)


def stage(cursor: Any, load: FileLoad) -> Ingested | None:
    """Read, check and copy the file, and pass the gates; load.result is filled on the way.

    None when this very file is published already. LoadError when it is refused.
    """
    dataset, result = DATASETS[load.source.dataset], load.result
    manifest = load.manifest = manifest_of(load.source.named or load.source.path)
    load.steps.begin("open")
    with Reading(load.source.path, dataset.name, limits_of(load.options), manifest) as reading:
        result.sha256 = reading.content.sha256
        result.schema_version = reading.content.schema_version
        known = known_run(dataset.name, result.sha256, load.options)
        if known is not None:
            result.status, result.code = "UNCHANGED", "ALREADY_PUBLISHED"
            result.message = already_published(known)
            return None
        ingested = _ingest(cursor, reading, load)
        load.steps.begin("gates")
        _pass_gates(cursor, ingested, reading, load)
        if reading.content.ignored:
            load.tally.warnings["IGNORED_COLUMN"] = len(reading.content.ignored)
            result.details["ignored_columns"] = list(reading.content.ignored)
        if reading.content.unchecked_column and not reading.manifest.sha256:
            load.tally.warnings["NO_CHECKSUM"] = load.tally.rows_read
    return ingested


def _ingest(cursor: Any, reading: Reading, load: FileLoad) -> Ingested:
    dataset, allowed = DATASETS[load.source.dataset], load.options.max_rejects
    try:
        return ingest(
            cursor, dataset, load.result.run_id, reading,
            window=window(cursor), tally=load.tally, steps=load.steps, progress=load.progress,
            is_apart=load.is_apart,
            max_rejects=dataset.max_rejects if allowed is None else allowed,
        )  # fmt: skip
    finally:
        load.result.rows_read = load.tally.rows_read
        load.result.rows_rejected = load.tally.rows_rejected
        if unknown := load.tally.unknown_keys.plain():
            load.result.details["unknown_keys"] = unknown
        list_rejects(load.result, load.tally)


def bring_out(cursor: Any, ingested: Ingested, load: FileLoad) -> None:
    """Publish what was staged. LoadError when a row is unaccounted for."""
    load.progress("publish", load.tally.rows_read, load.tally.rows_read)
    published = publish(cursor, ingested.staging, ingested.held)
    _fill(load, ingested, published)


def _pass_gates(cursor: Any, ingested: Ingested, reading: Reading, load: FileLoad) -> None:
    if reading.manifest.rows not in (None, load.tally.rows_read):
        raise LoadError(
            "ROW_COUNT",
            f"manifest.json promises {reading.manifest.rows:,} rows,"
            f" {load.tally.rows_read:,} were read",
        )
    if ingested.staging.dataset.publication is not Publication.RUN:
        return
    if ingested.rows == 0 and not load.options.allow_empty:
        raise LoadError("EMPTY_FILE", "no row is left to publish")
    if load.options.candidate:
        return  # readers do not see it; who makes it the champion passes these gates
    champion = champion_run(cursor, ingested.staging.dataset.name)
    if not load.options.force:
        refuse_stale(ingested.figures.computed_at, champion)
    if not load.options.approve:
        hold_drift(cursor, ingested.rows, ingested.figures.item_sites, champion)


def _fill(load: FileLoad, ingested: Ingested, published: Published) -> None:
    """What was published, in the result. LoadError when a row is unaccounted for."""
    result = load.result
    result.status = "PUBLISHED"
    result.as_of = ingested.figures.as_of or ingested.figures.last_date
    result.rows_loaded = published.rows + ingested.folded
    result.rows_duplicate = ingested.duplicates
    result.details |= {
        "inserted": published.inserted,
        "updated": published.updated,
        "unchanged": published.rows - published.inserted - published.updated,
        "rejected_by_code": dict(load.tally.by_code),
        "warnings": {code: count for code, count in load.tally.warnings.items() if count},
        "figures": ingested.figures.told(),
        "seconds": load.steps.lap(),
    }
    if not result.reconciles:
        raise LoadError("NOT_RECONCILED", f"{result.rows_read:,} rows read, but {result}")
