"""Upkeep that nobody has to remember: the worker does it each night."""

from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.utils import timezone

from core.errors import Exit, UpkeepError
from core.partitions import MONTHS_AHEAD, MONTHS_BACK
from core.reconcile import reconcile_suppliers
from core.services import ensure_partitions


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def ensure_partitions_task() -> dict[str, Any]:
    """Partitions made, by name, and calendar days added; the day is the business day.

    UpkeepError when too few months lie ahead afterwards, so that the worker reports a failure.
    """
    made = ensure_partitions(
        today=timezone.localdate(), months_ahead=MONTHS_AHEAD, months_back=MONTHS_BACK
    )
    if made.shortage:
        raise UpkeepError("MONTHS_SHORT", made.shortage, Exit.MONTHS_SHORT)
    return {"partitions": list(made.partitions), "calendar_days": made.calendar_days}


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def reconcile_suppliers_task() -> dict[str, int]:
    """Rows of demand without a supplier, by what became of them."""
    return asdict(reconcile_suppliers())
