"""Steps that bring data in, and make room for it."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.partitions import MONTHS_AHEAD, MONTHS_BACK, ensure_months, months_ahead, shortage
from core.reconcile import reconcile_suppliers
from core.services import extend_calendar
from mlops.nightly.drop_folder import empty
from mlops.nightly.step import Done, Status


def partitions(_day: date) -> Done:
    """Months ahead of today, not of the business day: they are for what comes."""
    today = timezone.localdate()
    made = ensure_months(today=today, months_ahead=MONTHS_AHEAD, months_back=MONTHS_BACK)
    short = shortage(months_ahead(today=today))
    return Done(
        Status.PARTIAL if short else Status.DONE,
        rows=len(made.partitions),
        details={"partitions": list(made.partitions), "locked": dict(made.locked)},
        error=short,
    )


def calendar(_day: date) -> Done:
    return Done(rows=extend_calendar(today=timezone.localdate()))


def loads(day: date) -> Done:
    emptied = empty(Path(settings.LOAD_DROP_DIR), business_date=day)
    faults = {**emptied.refused, **emptied.waiting}
    return Done(
        Status.PARTIAL if faults else Status.DONE,
        rows=emptied.rows,
        details=asdict(emptied),
        error="; ".join(f"{name}: {why}" for name, why in faults.items()) or None,
    )


def suppliers(_day: date) -> Done:
    told = reconcile_suppliers()
    return Done(rows=told.filled_by_site + told.filled_by_item, details=asdict(told))
