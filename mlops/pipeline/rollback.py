"""A publication taken back: the pointer goes to the run before, or rows become what they were.

All of it, its record and its audit rows are one transaction: a kill leaves everything as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mlops.contracts import Dataset, Publication
from mlops.datasets import DATASETS
from mlops.pipeline import record
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.pointer import give_up, move_back
from mlops.pipeline.record import Result
from mlops.pipeline.refresh import show, views_of
from mlops.pipeline.restore import REMOVABLE, take_back_rows
from mlops.pipeline.session import actor, database_errors, loader_session, orderly_end, title
from mlops.pipeline.steps import Steps
from mlops.pipeline.units import PROCUREMENT
from support.models.loads import LoadRun

STAYS = frozenset({"NOT_REVERSIBLE", "NOT_CHAMPION", "NOTHING_TO_ROLL_BACK"})


def roll_back(
    run_id: int, *, whole_unit: bool = False, dry_run: bool = False, refresh: bool = True
) -> list[Result]:
    """Take a run back, or every run that was published with it, the last one first.

    Of a unit, what cannot be taken back stays and is told. LoadError when nothing was taken back.
    """
    with orderly_end(), database_errors():
        datasets = [run.dataset for run in _runs(run_id, whole_unit) if run.dataset in DATASETS]
        with loader_session(datasets) as cursor:
            steps = Steps(cursor, title(datasets))
            steps.begin("rollback")
            with transaction.atomic():
                results = _take_back(cursor, _runs(run_id, whole_unit))
                transaction.set_rollback(dry_run)
            steps.end()
            done = [result for result in results if result.status == LoadRun.Status.ROLLBACK]
            if dry_run:
                for result in done:
                    result.status = "CHECKED"
            elif refresh and views_of(done):
                show(steps, done)
    return results


def _runs(run_id: int, whole_unit: bool) -> list[LoadRun]:
    """The run, or its unit, the last first; LoadError when it cannot be taken back by itself."""
    run = LoadRun.objects.filter(run_id=run_id).first()
    if run is None:
        raise LoadError("NO_RUN", f"there is no run {run_id}", exit_code=Exit.NO_FILE)
    if run.status not in record.IN_PLACE:
        raise LoadError("NOTHING_TO_ROLL_BACK", f"run {run_id} published nothing ({run.status})")
    undoing = LoadRun.objects.rollbacks_of([run_id]).first()
    if undoing:
        raise LoadError(
            "NOTHING_TO_ROLL_BACK", f"run {undoing.run_id} took run {run_id} back already"
        )
    unit = [run, *run.mates().standing()]
    if len(unit) > 1 and not whole_unit:
        others = ", ".join(f"{mate.run_id} {mate.dataset}" for mate in unit[1:])
        raise LoadError(
            "PART_OF_UNIT",
            f"run {run_id} was published together with {others}: --unit takes all of them back",
        )
    return sorted(unit, key=lambda mate: mate.run_id, reverse=True)


def _take_back(cursor: Any, runs: Sequence[LoadRun]) -> list[Result]:
    """Undo and record each run; the audit rows last, since from there nobody else can write one."""
    started = timezone.now()
    results = [_undo_or_keep(cursor, run, alone=len(runs) == 1) for run in runs]
    done = [result for result in results if result.status == LoadRun.Status.ROLLBACK]
    if all(result.dataset not in DATASETS for result in done):
        raise LoadError("NOTHING_TO_ROLL_BACK", "; ".join(str(r.message) for r in results))
    for result in done:
        _record(cursor, result, unit_id=done[0].run_id, started=started)
    for result in done:
        record.audit_rollback(result, actor=actor())
    return results


def _record(cursor: Any, result: Result, *, unit_id: int, started: datetime) -> None:
    record.save(cursor, result, (), unit_id=unit_id, actor=actor(), started=started)


def _undo_or_keep(cursor: Any, run: LoadRun, *, alone: bool) -> Result:
    """What became of the run: taken back under a new number or, one of several, left as it is."""
    try:
        told = _undo(cursor, run)
    except LoadError as error:
        if alone or error.code not in STAYS:
            raise
        return Result(
            run.run_id, run.dataset, run.source_name, status="KEPT",
            code=error.code, message=f"stays: {error.message}",
        )  # fmt: skip
    cursor.execute("SELECT nextval('support.load_run_id')")
    words = ", ".join(f"{value:,} {name}" for name, value in told.items() if name != "champion")
    if "champion" in told:
        words = f"readers see run {told['champion']} again"
    return Result(
        run_id=cursor.fetchone()[0],
        dataset=run.dataset,
        source_name=run.source_name,
        status=LoadRun.Status.ROLLBACK,
        message=f"run {run.run_id} taken back: {words or 'recorded'}",
        details={"rolled_back": run.run_id, **told},
    )


def _undo(cursor: Any, run: LoadRun) -> dict[str, int]:
    """Figures of what was undone. LoadError, with everything as it was, when it cannot be."""
    if run.dataset == PROCUREMENT:
        return {}  # the workbook's own run: its data are the other runs of the unit
    dataset = DATASETS.get(run.dataset)
    if dataset and dataset.publication is Publication.RUN:
        return _move_pointer(cursor, dataset, run)
    if dataset and "inserted" not in run.details:
        raise LoadError(
            "NOT_REVERSIBLE",
            f"run {run.run_id} of {run.dataset} was worked out here: mend what it was worked out"
            " from, and work it out again",
        )
    if dataset and dataset.records_run and dataset.target.startswith(REMOVABLE):
        undone = take_back_rows(cursor, dataset, run)
        return {
            "restored": undone.restored,
            "removed": undone.removed,
            "superseded": undone.superseded,
        }
    raise LoadError(
        "NOT_REVERSIBLE",
        f"the rows of {run.dataset} do not tell which run they are of: load the right file over"
        f" run {run.run_id}",
    )


def _move_pointer(cursor: Any, dataset: Dataset, run: LoadRun) -> dict[str, int]:
    """The run before is the champion again; a candidate, which readers never saw, is given up."""
    if run.status == LoadRun.Status.CANDIDATE:
        give_up(cursor, run.run_id)
        return {"candidates given up": 1}
    promoted = run.details.get("promoted")
    champion = move_back(cursor, dataset, promoted or run.run_id, was_candidate=bool(promoted))
    return {"champion": champion}
