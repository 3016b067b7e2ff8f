"""The nightly chain: its steps in order, each recorded, none the ruin of those it does not feed.

A step that fails stops the steps that need it, and nobody else. Every step may be repeated: what it
finds done stays as it is, so that a night which was killed is made good by another.
"""

import logging
from collections.abc import Iterable
from datetime import date

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import errors as pg
from structlog.contextvars import bound_contextvars

from core.errors import Exit, UpkeepError
from mlops.nightly.step import Done, Step
from mlops.nightly.steps import STEPS
from mlops.pipeline.errors import LoadError
from mlops.pipeline.session import notice_a_dead_client
from nova.db.locks import session_lock
from support.models import Night, NightStep

Status = NightStep.Status
LOCK = "nightly"
UNUSABLE = {Status.FAILED, Status.SKIPPED}

logger = logging.getLogger(__name__)


def open_night(*, business_date: date, actor: str, delivery: str | None = None) -> Night:
    """A new night; the same one again for a delivery that is known."""
    if delivery is None:
        return Night.objects.create(business_date=business_date, actor=actor)
    night, _ = Night.objects.get_or_create(
        delivery=delivery, defaults={"business_date": business_date, "actor": actor}
    )
    return night


def run_step(night: Night, step: Step) -> NightStep:
    """The step's row when the step has ended; at once where it has ended before.

    UpkeepError LOCKED while a step of any night is at work elsewhere.
    """
    with connection.cursor() as cursor:
        notice_a_dead_client(cursor)
    named = bound_contextvars(night_id=night.pk, step=step.name)
    with session_lock(LOCK) as is_ours, named:
        if not is_ours:
            message = "a step of the nightly chain is at work elsewhere"
            raise UpkeepError("LOCKED", message, Exit.LOCKED)
        row = NightStep.objects.filter(night=night, step=step.name).first()
        if row is None or row.status == Status.RUNNING:
            row = _carry_out(night, step, row)
            logger.info("step ended: %s", row.status)
        _close(night)
    return row


def _carry_out(night: Night, step: Step, begun: NightStep | None) -> NightStep:
    row = begun or NightStep(night=night, step=step.name)
    row.started_at = timezone.now()
    missing = _missing(night, step)
    if missing:
        return _end(row, Done(Status.SKIPPED, error=f"needs {', '.join(missing)}"))
    row.status = Status.RUNNING
    row.save()
    return _end(row, _outcome(night, step))


def _missing(night: Night, step: Step) -> list[str]:
    """Steps it needs that did not come about."""
    outcome = dict(night.steps.values_list("step", "status"))
    return [name for name in step.needs if outcome.get(name, Status.SKIPPED) in UNUSABLE]


def _outcome(night: Night, step: Step) -> Done:
    try:
        return step.run(night.business_date)
    except (LoadError, UpkeepError) as error:
        return Done(Status.FAILED, error=str(error))
    except (DatabaseError, pg.Error) as error:
        logger.exception("night %s, step %s", night.pk, step.name)
        return Done(Status.FAILED, error=f"DATABASE: {str(error).partition(chr(10))[0]}")
    except Exception as error:
        # Whatever it is, the steps that do not need this one go on; the log has the rest.
        logger.exception("night %s, step %s", night.pk, step.name)
        return Done(Status.FAILED, error=f"{type(error).__name__}: {error}")


def _end(row: NightStep, done: Done) -> NightStep:
    if not connection.is_usable():
        connection.close()  # the next query opens another
    row.status, row.error = done.status, done.error
    row.row_count, row.details = done.rows, dict(done.details)
    row.finished_at = max(timezone.now(), row.started_at)
    row.save()
    return row


def _close(night: Night) -> None:
    """Note the night's end once every step has ended."""
    with transaction.atomic():
        ended = night.steps.exclude(status=Status.RUNNING).count()
        if ended == len(STEPS):
            Night.objects.filter(pk=night.pk, finished_at=None).update(finished_at=timezone.now())


def exit_code(rows: Iterable[NightStep]) -> int:
    """0 when all is done, 65 when data was refused, 81 when a step failed."""
    statuses = {row.status for row in rows}
    if statuses & UNUSABLE:
        return int(Exit.STEP_FAILED)
    return int(Exit.REFUSED if Status.PARTIAL in statuses else Exit.DONE)
