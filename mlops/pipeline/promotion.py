"""A candidate made the run that readers see: the pointer moves, and no row of any run is touched.

It passes the gates of a publication, since it becomes one. All of it, its record and its audit row
are one transaction. The record is a run of its own that names the candidate: rolling that one back
makes it a candidate again.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from analytics.models import ModelRun
from mlops.pipeline import record
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.pointer import crown
from mlops.pipeline.promotion_gates import pass_gates
from mlops.pipeline.refresh import show, views_of
from mlops.pipeline.request import Options
from mlops.pipeline.session import actor, database_errors, loader_session, orderly_end, title
from mlops.pipeline.steps import Steps


def promote(run_id: int, options: Options) -> list[record.Result]:
    """Make the candidate the champion. LoadError, with everything as it was, when it cannot be."""
    with orderly_end(), database_errors():
        dataset = _candidate(run_id, locked=False).dataset
        with loader_session([dataset]) as cursor:
            steps = Steps(cursor, title([dataset]))
            steps.begin("publish")
            with transaction.atomic():
                result = _promote(cursor, run_id, options)
                transaction.set_rollback(options.dry_run)
            steps.end()
            if options.dry_run:
                result.status = "CHECKED"
            elif options.refresh and views_of([result]):
                show(steps, [result])
    return [result]


def _candidate(run_id: int, *, locked: bool) -> ModelRun:
    """LoadError when there is no such run, or when it is no candidate."""
    runs = ModelRun.objects.filter(run_id=run_id)
    run = (runs.select_for_update() if locked else runs).first()
    if run is None:
        message = f"there is no run {run_id} of forecasts or features"
        raise LoadError("NO_RUN", message, exit_code=Exit.NO_FILE)
    if run.status != ModelRun.Status.CANDIDATE:
        raise LoadError("NOT_CANDIDATE", f"run {run_id} is no candidate ({run.status})")
    return run


def _promote(cursor: Any, run_id: int, options: Options) -> record.Result:
    started = timezone.now()
    candidate = _candidate(run_id, locked=True)
    champion = ModelRun.objects.champion(candidate.dataset)
    told = pass_gates(cursor, candidate, options)
    crown(cursor, candidate.dataset, run_id)
    result = _published_anew(cursor, candidate, champion)
    result.details["backtest"] = {"told": told, "of_run": candidate.backtest}
    record.save(cursor, result, (), unit_id=result.run_id, actor=actor(), started=started)
    record.audit_promotion(result, actor=actor(), options=options.waived())
    return result


def _published_anew(cursor: Any, candidate: ModelRun, before: ModelRun | None) -> record.Result:
    """The record of the promotion, which tells of the candidate's rows."""
    cursor.execute("SELECT nextval('support.load_run_id')")
    loaded = candidate.run
    return record.Result(
        run_id=cursor.fetchone()[0],
        dataset=candidate.dataset,
        source_name=loaded.source_name,
        status="PUBLISHED",
        message=f"readers see run {loaded.run_id}",
        sha256=loaded.sha256,
        schema_version=loaded.schema_version,
        as_of=loaded.as_of,
        rows_read=loaded.rows_read,
        rows_loaded=loaded.rows_loaded,
        rows_rejected=loaded.rows_rejected,
        rows_duplicate=loaded.rows_duplicate,
        rows_set_apart=loaded.rows_set_apart,
        details={
            "promoted": loaded.run_id,
            "champion_before": before.pk if before else None,
            "figures": loaded.details.get("figures"),
        },
    )
