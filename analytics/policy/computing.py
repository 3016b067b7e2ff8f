"""The stock policy of a business day: classes of the month, then a row for each item-site.

Each step is one set-based statement of analytics/sql/policy/; this module has their order.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from analytics.models import ModelRun
from analytics.policy.service import write_safety_factors
from analytics.policy.settings import settings_on
from core.errors import Exit, UpkeepError, database_errors
from nova.db.locks import try_dataset_lock
from nova.db.sql import read_sql
from support.computed_runs import ComputedRun

DATASET = "policy"
INPUTS = ("pair_demand", "pair_stock", "pairs", "open_orders", "receipt_lead_times")
LEAD_TIMES = ("pair_suppliers", "pair_lead_times")
ANALYZED = ("pair", "open_order", "receipt_lead_time", "pair_supplier")


@dataclass(frozen=True)
class PolicyResult:
    """What a computation wrote. classes_written: those that are new or differ from before."""

    items_classified: int
    classes_written: int
    item_sites: int
    without_stock: int
    with_forecast: int
    lead_times_measured: int


def compute_policy(*, day: date, dry_run: bool = False) -> PolicyResult:
    """Classes of the month of the day and the policy of each item-site at its end, as one change.

    A second computation of a day replaces the first. UpkeepError LOCKED while another one runs.
    """
    with database_errors(), transaction.atomic(), connection.cursor() as cursor:
        if not try_dataset_lock(cursor, DATASET):
            raise UpkeepError("LOCKED", "another policy is being computed", Exit.LOCKED)
        run = ComputedRun(
            DATASET, source="core facts, champion forecasts", action="POLICY_COMPUTED"
        )
        cursor.execute("SET LOCAL work_mem = '128MB'")
        asked = _parameters(day, run.run_id)
        classified, written = _classify(cursor, asked)
        _work_out(cursor, asked)
        told = PolicyResult(classified, written, *_told(cursor, day))
        if dry_run:
            transaction.set_rollback(True)
        else:
            _record(run, told, day)
    return told


def _parameters(day: date, run_id: int) -> dict[str, Any]:
    champion = ModelRun.objects.champion("forecasts")
    month = day.replace(day=1)
    return {
        **settings_on(day),
        "day": day,
        "month": month,
        "first_day": month.replace(year=month.year - 1),
        "run_id": run_id,
        "forecast_run_id": champion.pk if champion else None,
    }


def _classify(cursor: Any, asked: dict[str, Any]) -> tuple[int, int]:
    cursor.execute(read_sql("analytics", "policy/classify_items.sql"), asked)
    classified, written = cursor.fetchone()
    return classified, written


def _work_out(cursor: Any, asked: dict[str, Any]) -> None:
    cursor.execute(read_sql("analytics", "policy/working_tables.sql"))
    _run(cursor, (*INPUTS, *LEAD_TIMES[:1]), asked)
    # Temporary tables are analyzed by nobody else, and plans hang on their size.
    cursor.execute(f"ANALYZE {', '.join(f'pg_temp.{name}' for name in ANALYZED)}")
    _run(cursor, LEAD_TIMES[1:], asked)
    cursor.execute("ANALYZE pg_temp.pair_lead_time")
    write_safety_factors(cursor, asked["day"])
    _run(cursor, ("demand_ahead", "prune_policy", "inventory_policy"), asked)


def _run(cursor: Any, steps: tuple[str, ...], asked: dict[str, Any]) -> None:
    for step in steps:
        cursor.execute(read_sql("analytics", f"policy/{step}.sql"), asked)


def _told(cursor: Any, day: date) -> tuple[int, ...]:
    cursor.execute(
        "SELECT count(*), count(*) FILTER (WHERE current_stock IS NULL),"
        " count(*) FILTER (WHERE demand_source = 'FORECAST'),"
        " count(*) FILTER (WHERE lead_time_receipts > 0)"
        " FROM analytics.inventory_policy WHERE as_of = %s",
        [day],
    )
    return tuple(cursor.fetchone())


def _record(run: ComputedRun, told: PolicyResult, day: date) -> None:
    run.publish(
        rows_read=told.item_sites, rows_loaded=told.item_sites, as_of=day, details=asdict(told)
    )
