"""The supplier of demand that came without one, worked out from orders.

For each row of demand without a supplier, the orders of its material placed in the 365 days up to
the day of demand, that day included and cancelled ones aside, decide:

1. one supplier only at that site: it is the supplier;
2. else one supplier only at any site: it is the supplier;
3. else the supplier stays unknown.

The result is kept beside the row (reconciled_supplier_id): its supplier_id is part of its key and
stays as loaded, or the next load of the same file would add the row again.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db import connection, transaction

from core.errors import Exit, UpkeepError, database_errors
from core.partitions import ATTACHED, months_held
from nova.db.locks import try_dataset_lock
from nova.db.sql import read_sql
from support.computed_runs import ComputedRun

FACT = "fact_demand_daily"
RUN_NAME = "supplier_reconciliation"


@dataclass(frozen=True)
class Reconciliation:
    """Rows of demand without a supplier by what became of them; examined is the sum of the others.

    filled_*: got a supplier, or another one, by that rule. kept: had the right one. cleared: had
    one that the orders no longer bear out. still_unknown: had none, get none.
    """

    examined: int = 0
    filled_by_site: int = 0
    filled_by_item: int = 0
    kept: int = 0
    cleared: int = 0
    still_unknown: int = 0

    def plus(self, counts: tuple[int, ...]) -> "Reconciliation":
        held = (getattr(self, field.name) for field in fields(self))
        return Reconciliation(*(a + b for a, b in zip(held, counts, strict=True)))


def reconcile_suppliers(*, since: date | None = None, dry_run: bool = False) -> Reconciliation:
    """Work the suppliers out for demand from `since` on, or for all of it, in one transaction.

    UpkeepError LOCKED while demand is being loaded.
    """
    with database_errors(), transaction.atomic(), connection.cursor() as cursor:
        if not try_dataset_lock(cursor, "demand"):
            raise UpkeepError("LOCKED", "a load of demand is running: run it later", Exit.LOCKED)
        run = ComputedRun(RUN_NAME, source="core.fact_orders", action="SUPPLIERS_RECONCILED")
        cursor.execute("SET LOCAL work_mem = '128MB'")  # a month is hashed and not sorted on disk
        told = Reconciliation()
        for month in months_held():
            if month.fact != FACT or month.state != ATTACHED:
                continue
            first_day = max(month.first_day, since or month.first_day)
            if first_day < month.next_month:
                told = told.plus(_reconcile(cursor, first_day, month.next_month, not dry_run))
        if not dry_run:
            _record(run, told, since)
    return told


def _reconcile(cursor: Any, first_day: date, next_month: date, apply: bool) -> tuple[int, ...]:
    cursor.execute(
        read_sql("core", "reconcile_suppliers.sql"),
        {"first_day": first_day, "next_month": next_month, "apply": apply},
    )
    return tuple(cursor.fetchone())


def _record(run: ComputedRun, told: Reconciliation, since: date | None) -> None:
    run.publish(
        rows_read=told.examined,
        rows_loaded=told.filled_by_site + told.filled_by_item,
        rows_duplicate=told.kept,
        rows_set_apart=told.cleared + told.still_unknown,
        details={**asdict(told), "since": since.isoformat() if since else None},
    )
