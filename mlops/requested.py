"""What administrators asked for about loads, done by the process that may: as the loader.

Each request is done by the service that the command of the same name calls, in its own transaction,
and its records name the person. A worker that dies in between leaves the request waiting; done
again, it is refused, since a run is promoted or taken back once.
"""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from mlops.nightly.drop_folder import load_approved
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.promotion import promote
from mlops.pipeline.record import Result
from mlops.pipeline.request import Options
from mlops.pipeline.rollback import roll_back
from nova.actors import acting_for
from nova.db.locks import session_lock
from support.models import LoadRequest

Action, Status = LoadRequest.Action, LoadRequest.Status
LOCK = "load requests"
OF_THE_MOMENT = {Exit.LOCKED}


def carry_out_waiting() -> tuple[list[LoadRequest], int]:
    """The requests that ended, in their order, and how many wait for a load to end.

    None of either while another process carries them out.
    """
    with session_lock(LOCK) as is_ours:
        if not is_ours:
            return [], 0
        found = LoadRequest.objects.filter(status=Status.WAITING).select_related("run")
        requests = list(found.order_by("request_id"))
        ended = [request for request in requests if _carry_out(request)]
    return ended, len(requests) - len(ended)


def _carry_out(request: LoadRequest) -> bool:
    """Whether it came to an end, good or bad, which its row now tells."""
    try:
        with acting_for(request.actor):
            outcome = _done(request)
    except LoadError as error:
        if error.exit_code in OF_THE_MOMENT:
            return False
        _end(request, Status.REFUSED, str(error))
    else:
        _end(request, Status.DONE, outcome)
    return True


def _done(request: LoadRequest) -> str:
    """What came of it, in a sentence. LoadError when it cannot be done."""
    match request.action:
        case Action.PROMOTE:
            return _told(promote(request.run_id, Options(approve=request.in_spite)))
        case Action.ROLL_BACK:
            return _told(roll_back(request.run_id, whole_unit=request.whole_unit))
    folder, today = Path(settings.LOAD_DROP_DIR), timezone.localdate()
    loaded = load_approved(request.run, folder, business_date=today)
    for name, why in (*loaded.refused.items(), *loaded.waiting.items()):
        raise LoadError("NOT_LOADED", f"{name}: {why}")
    return f"{', '.join(loaded.published)}: {loaded.rows:,} rows loaded"


def _told(results: Sequence[Result]) -> str:
    return "; ".join(f"run {result.run_id}: {result.message}" for result in results)


def _end(request: LoadRequest, status: LoadRequest.Status, outcome: str) -> None:
    request.status, request.outcome = status, outcome
    LoadRequest.objects.filter(pk=request.pk).update(
        status=status, outcome=outcome, finished_at=Now()
    )
