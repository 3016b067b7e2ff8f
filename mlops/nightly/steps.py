"""The table of the nightly chain's steps, in their order: what each does and what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from core.partitions import MONTHS_AHEAD, MONTHS_BACK, ensure_months, months_ahead, shortage
from core.reconcile import reconcile_suppliers
from core.services import extend_calendar
from mlops.nightly.drop_folder import empty
from support.models import NightStep

Status = NightStep.Status


@dataclass(frozen=True)
class Done:
    """How a step ended. rows: what it wrote, in its own unit; error: why not all of it is well."""

    status: NightStep.Status = Status.DONE
    rows: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class Step:
    """run: given the business day; needs: steps without which it would tell a half-truth."""

    name: str
    run: Callable[[date], Done]
    needs: tuple[str, ...] = ()


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


STEPS: tuple[Step, ...] = (
    Step("partitions", partitions),
    Step("calendar", calendar),
    Step("loads", loads, needs=("calendar",)),
    Step("suppliers", suppliers, needs=("loads",)),
)
