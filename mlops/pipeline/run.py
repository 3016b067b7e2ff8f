"""The order of a load, and nothing else.

The files of a unit are staged, checked and published in one transaction, so that a kill at any
point leaves either everything as it was or everything new. What a file on its own stages is
committed before: a run in a transaction of its own, the months of a fact by connections beside
(builders.py). What a kill in between leaves is tables that nobody reads and that the next load of
the dataset drops.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from django.conf import settings
from django.db import transaction

from mlops.contracts import Publication
from mlops.datasets import DATASETS
from mlops.pipeline.errors import LoadError
from mlops.pipeline.file_load import stage
from mlops.pipeline.files import guard
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.refresh import refresh
from mlops.pipeline.request import Options, Source, UnitReport
from mlops.pipeline.session import database_errors, loader_session, orderly_end, title
from mlops.pipeline.staging import sweep
from mlops.pipeline.unit_load import UnitLoad


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
    # Arrow's own pools keep what is freed: a seventh more memory at the peak of a load.
    pa.set_memory_pool(pa.system_memory_pool())
    folder = Path(settings.LOAD_DIR) if settings.LOAD_DIR and not own_files else None
    files = _in_order(sources, folder)
    datasets = [source.dataset for source in files]
    with orderly_end(), loader_session(datasets) as cursor:
        going = UnitLoad(cursor, options, progress, title(datasets))
        try:
            with database_errors():
                _carry_out(going, files, report)
        except LoadError as error:
            if not going.is_published_after_all(error):
                going.record_failure(error)
                raise
        if options.refresh and not options.dry_run:
            refresh(going)
    return going.results


def _carry_out(going: UnitLoad, files: Sequence[Source], report: UnitReport | None) -> None:
    is_alone = len(files) == 1 and not report and not going.options.dry_run
    _sweep(going, files)
    try:
        if is_alone and DATASETS[files[0].dataset].publication is Publication.RUN:
            _load_run(going, files[0])
        else:
            _load_unit(going, files, report, is_apart=is_alone)
    except BaseException:
        _sweep(going, files)
        raise


def _sweep(going: UnitLoad, files: Sequence[Source]) -> None:
    for source in files:
        sweep(going.cursor, DATASETS[source.dataset])


def _load_unit(
    going: UnitLoad, files: Sequence[Source], report: UnitReport | None, *, is_apart: bool
) -> None:
    """All files and their record in one transaction."""
    with transaction.atomic():
        for source in files:
            load = going.begin(source)
            load.is_apart = is_apart
            ingested = stage(going.cursor, load)
            if ingested:
                going.steps.begin("publish")
                going.publish(load, ingested)
        if report:
            going.record_unit(report)
        if going.options.dry_run:
            going.undo()
        else:
            going.audit()
    going.steps.end()


def _load_run(going: UnitLoad, source: Source) -> None:
    """A run's table first, in a transaction of its own; then its publication, which is short."""
    load = going.begin(source)
    load.is_apart = True
    with transaction.atomic():
        ingested = stage(going.cursor, load)
    if ingested is None:
        return
    going.steps.begin("publish")
    with transaction.atomic():
        going.publish(load, ingested)
        going.audit()
    going.steps.end()


def _in_order(sources: Sequence[Source], folder: Path | None) -> list[Source]:
    """The files in dependency order, each a real file and inside the folder, when there is one."""
    order = list(DATASETS)
    files = [
        Source(source.dataset, guard(source.path, folder), named=source.path) for source in sources
    ]
    return sorted(files, key=lambda source: order.index(source.dataset))
