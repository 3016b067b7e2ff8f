"""Advice and alerts of a business day, by rules in SQL over the policy of that day.

Each step is one statement of analytics/sql/recommend/; this module has their order.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from analytics.policy.settings import settings_on
from analytics.recommend.transfers import write_transfers
from core.errors import Exit, UpkeepError, database_errors
from nova.db.locks import try_dataset_lock
from nova.db.sql import read_sql
from support.computed_runs import ComputedRun
from support.models import LoadRun

DATASET = "recommendations"
SOURCE = "analytics.inventory_policy"
LOCKED_DATASETS = (DATASET, "alerts")
ADVICE = ("reorders", "expedites", "reallocations", "holds", "clearances")
CONDITIONS = ("stock_conditions", "late_orders", "stale_feeds", "forecast_drift")


@dataclass(frozen=True)
class RulesResult:
    """Advice and alerts by what became of them; outcomes: advice whose time to act is over."""

    advice_opened: int
    advice_changed: int
    advice_closed: int
    alerts_opened: int
    alerts_changed: int
    alerts_resolved: int
    outcomes: int


def recommend(*, day: date, dry_run: bool = False) -> RulesResult:
    """Open, change and close advice and alerts as the day has them, in one transaction.

    UpkeepError LOCKED beside a load of either, NO_POLICY before compute_policy of the day,
    OLD_DATE for a day before the one that the open rows tell of.
    """
    with database_errors(), transaction.atomic(), connection.cursor() as cursor:
        if not all(try_dataset_lock(cursor, dataset) for dataset in LOCKED_DATASETS):
            raise UpkeepError("LOCKED", "recommendations or alerts are being written", Exit.LOCKED)
        _refuse_unready(day)
        run = ComputedRun(DATASET, source=SOURCE, action="RECOMMENDED")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        asked = {**settings_on(day), "day": day, "run_id": run.run_id}
        _apply_rules(cursor, asked)
        told = _write(cursor, asked)
        if dry_run:
            transaction.set_rollback(True)
        else:
            _record(run, told, day)
    return told


def _refuse_unready(day: date) -> None:
    published = LoadRun.objects.filter(status=LoadRun.Status.PUBLISHED)
    if not published.filter(dataset="policy", as_of=day).exists():
        raise UpkeepError(
            "NO_POLICY", f"there is no policy of {day}: run compute_policy --date {day} first"
        )
    later = published.filter(dataset=DATASET, source_name=SOURCE, as_of__gt=day).first()
    if later:
        raise UpkeepError("OLD_DATE", f"advice already tells of {later.as_of}, after {day}")


def _apply_rules(cursor: Any, asked: dict[str, Any]) -> None:
    cursor.execute(read_sql("analytics", "recommend/working_tables.sql"))
    _step(cursor, "recommend/stock_positions", asked)
    _step(cursor, "policy/open_orders", asked)
    # Temporary tables are analyzed by nobody else, and plans hang on their size.
    cursor.execute("ANALYZE pg_temp.stock_position, pg_temp.open_order")
    write_transfers(cursor)
    for name in (*ADVICE, *CONDITIONS):
        _step(cursor, f"recommend/{name}", asked)
    cursor.execute("ANALYZE pg_temp.advice, pg_temp.condition")


def _write(cursor: Any, asked: dict[str, Any]) -> RulesResult:
    closed = _step(cursor, "recommend/close_advice", asked)
    _step(cursor, "recommend/open_advice", asked)
    opened, changed = cursor.fetchone()
    resolved = _step(cursor, "recommend/resolve_alerts", asked)
    _step(cursor, "recommend/open_alerts", asked)
    alerts_opened, alerts_changed = cursor.fetchone()
    outcomes = _step(cursor, "recommend/outcomes", asked)
    return RulesResult(opened, changed, closed, alerts_opened, alerts_changed, resolved, outcomes)


def _step(cursor: Any, name: str, asked: dict[str, Any]) -> int:
    """Rows that the statement wrote."""
    cursor.execute(read_sql("analytics", f"{name}.sql"), asked)
    return int(cursor.rowcount)


def _record(run: ComputedRun, told: RulesResult, day: date) -> None:
    rows = told.advice_opened + told.advice_changed + told.alerts_opened + told.alerts_changed
    run.publish(rows_read=rows, rows_loaded=rows, as_of=day, details=asdict(told))
