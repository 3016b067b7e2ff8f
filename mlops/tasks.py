"""What the workers do each night: the chain, and upkeep of what loads leave behind."""

from datetime import date, timedelta
from typing import Any

from celery import chain, shared_task
from django.utils import timezone

from core.errors import UpkeepError
from mlops.nightly.chain import open_night, run_step
from mlops.nightly.steps import STEPS
from mlops.pipeline.retention import Keep, prune_loads
from mlops.requested import carry_out_waiting
from support.models import Night

AGAIN_IN_S = 60
PATIENCE = 8 * 60  # tries, one a minute

# A task is acknowledged when it has ended: one whose worker died is delivered again. A step that
# has ended before is then left as it is, and one that was cut off is done anew.
_SURE = {"acks_late": True, "reject_on_worker_lost": True}


@shared_task(bind=True, **_SURE)  # type: ignore[untyped-decorator]  # celery has no types
def nightly_task(self: Any, business_date: str | None = None) -> int:
    """The id of the night whose steps are now queued; business_date: ISO, default yesterday."""
    day = date.fromisoformat(business_date) if business_date else None
    night = open_night(
        business_date=day or timezone.localdate() - timedelta(days=1),
        actor="celery:nightly",
        delivery=self.request.id,
    )
    chain(*(night_step_task.si(night.pk, step.name) for step in STEPS)).apply_async()
    return night.pk


@shared_task(bind=True, max_retries=PATIENCE, **_SURE)  # type: ignore[untyped-decorator]
def night_step_task(self: Any, night_id: int, name: str) -> str:
    """How the step ended; a failed one is told in its row, and lets the next step begin."""
    step = next(step for step in STEPS if step.name == name)
    try:
        return str(run_step(Night.objects.get(pk=night_id), step).status)
    except UpkeepError as busy:
        raise self.retry(exc=busy, countdown=AGAIN_IN_S) from busy


@shared_task(bind=True, max_retries=PATIENCE, **_SURE)  # type: ignore[untyped-decorator]
def carry_out_requests_task(self: Any) -> dict[str, int]:
    """How many requests of administrators were carried out; it comes again for those that wait."""
    ended, waiting = carry_out_waiting()
    if waiting:
        raise self.retry(countdown=AGAIN_IN_S)
    return {"ended": len(ended)}


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def prune_loads_task() -> dict[str, int]:
    """How much went, by kind. UpkeepError when readers left no gap: the next night ends it."""
    return prune_loads(Keep()).counts()
