"""Requests of administrators about loads, audited; the loader's process carries them out.

The server's role may neither publish nor take back. What it may is ask: a request is a row, and
the worker, which loads as nova_loader, is told that one is there.
"""

import logging

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from kombu.exceptions import OperationalError

from nova.celery import app
from nova.db.sql import read_sql
from support import audit
from support.models import LoadRequest, LoadRun

TASK = "mlops.tasks.carry_out_requests_task"
Action = LoadRequest.Action

logger = logging.getLogger(__name__)


def ways(run: LoadRun) -> tuple[Action, ...]:
    """What may be asked for about a run of this status; whether it comes about, the load tells."""
    match run.status:
        case LoadRun.Status.CANDIDATE:
            return (Action.PROMOTE, Action.ROLL_BACK)
        case LoadRun.Status.NEEDS_APPROVAL:
            return (Action.APPROVE,)
        case LoadRun.Status.PUBLISHED:
            return (Action.ROLL_BACK,)
    return ()


def ask(
    *,
    run: LoadRun,
    action: Action,
    reason: str,
    actor: str,
    in_spite: bool = False,
    whole_unit: bool = False,
    request: HttpRequest | None = None,
) -> LoadRequest | None:
    """The request, waiting; None when one about the run waits already."""
    values: dict[str, str | int | bool] = {
        "run_id": run.run_id,
        "action": action.value,
        "in_spite": in_spite,
        "whole_unit": whole_unit,
        "reason": reason,
        "actor": actor,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(read_sql("support", "request_load_action.sql"), values)
        written = cursor.fetchone()
        if written is None:
            return None
        audit.record(
            actor=actor,
            action=f"LOAD_{action.value}_REQUESTED",
            request=request,
            entity_type="load_run",
            entity_id=run.run_id,
            entity_key=run.dataset,
            details={"request_id": written[0], **values},
        )
        transaction.on_commit(_tell_worker)
    return LoadRequest.objects.get(request_id=written[0])


def _tell_worker() -> None:
    """Without a broker, or when it does not answer, the request waits for the command."""
    if not settings.CELERY_BROKER_URL:
        return
    try:
        app.send_task(TASK, retry=False)
    except OperationalError:
        logger.warning("no broker: requests about loads wait", exc_info=True)
