"""The figures of days, worked out by the database in one pass for the company and every segment.

A day keeps each version of its figures: one is added when they differ from those kept last, so
that working out the same facts again adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from analytics.kpis.days import in_order, late_days, note_order_lines, span
from analytics.kpis.definitions import STORED
from analytics.kpis.forecast_errors import errors_statement
from analytics.kpis.forecast_runs import forecast_runs_of
from core.errors import Exit, UpkeepError, database_errors
from nova.db.locks import try_dataset_lock
from nova.db.sql import read_sql
from support.computed_runs import ComputedRun

DATASET = "kpis"
SOURCE = "core.fact_demand_daily, core.fact_inventory_daily, core.fact_orders, analytics.forecasts"

# Millions of rows are joined by hash or merged in the order of an index: a nested loop would look
# each of them up, and a sort or hash that does not fit into memory is written to disk.
_PLANNING = (
    "SET LOCAL work_mem = '256MB'",
    "SET LOCAL enable_nestloop = off",
    "SET LOCAL enable_memoize = off",
)


@dataclass(frozen=True)
class Computation:
    """Days worked out, and rows of them: figures of the company or of one segment on a day."""

    days: tuple[date, ...]
    rows: int
    added: int
    run_id: int | None

    @property
    def unchanged(self) -> int:
        return self.rows - self.added


def compute_kpis(
    days: Sequence[date], *, late_up_to: date | None = None, dry_run: bool = False
) -> Computation:
    """Work out the figures of these days and, when late_up_to is given, of every day up to it whose
    facts changed since its figures were worked out. One transaction, recorded as one run.

    UpkeepError LOCKED while figures are being loaded or worked out.
    """
    with database_errors(), transaction.atomic(), connection.cursor() as cursor:
        if not try_dataset_lock(cursor, DATASET):
            raise UpkeepError("LOCKED", "KPIs are being loaded: run it later", Exit.LOCKED)
        chosen = in_order(days, late_days(cursor, late_up_to) if late_up_to else ())
        if not chosen:
            return Computation((), 0, 0, None)
        run = ComputedRun(DATASET, source=SOURCE, action="KPIS_COMPUTED")
        if not late_up_to:
            note_order_lines(cursor, chosen[0], chosen[-1])
        rows = _figures(cursor, chosen)
        added = _keep(cursor, chosen, run)
        if dry_run:
            transaction.set_rollback(True)
            return Computation(tuple(chosen), rows, added, None)
        _record(run, chosen, rows, added)
    return Computation(tuple(chosen), rows, added, run.run_id)


def _figures(cursor: Any, days: Sequence[date]) -> int:
    """Make the temporary table kpi_figure of those days; how many rows it has."""
    for setting in _PLANNING:
        cursor.execute(setting)
    asked = _asked(days, forecast_runs_of(cursor, days))
    _make(cursor, "pg_temp.kpi_asked", read_sql("analytics", "kpis/asked.sql"), asked)
    _make(cursor, "staging.kpi_item_span", read_sql("analytics", "kpis/item_spans.sql"), asked)
    cursor.execute("SET LOCAL enable_hashjoin = off")  # the order of the indexes, not a hash
    _make(cursor, "pg_temp.kpi_error", errors_statement(cursor, asked["run_ids"]), asked)
    cursor.execute("SET LOCAL enable_hashjoin = on")
    _make(cursor, "pg_temp.kpi_sum", read_sql("analytics", "kpis/sums.sql"), asked)
    cursor.execute("DROP TABLE staging.kpi_item_span")  # nobody else ever sees it
    return _make(cursor, "pg_temp.kpi_figure", read_sql("analytics", "kpis/figures.sql"), asked)


def _make(cursor: Any, table: str, statement: str | sql.Composed, asked: dict[str, Any]) -> int:
    """Rows of a working table, made anew and counted for the plan of what reads it."""
    cursor.execute(f"DROP TABLE IF EXISTS {table}")  # of a call before in a transaction
    cursor.execute(statement, asked)
    made = int(cursor.rowcount)
    cursor.execute(f"ANALYZE {table}")
    return made


def _asked(days: Sequence[date], runs: Sequence[int | None]) -> dict[str, Any]:
    """Values of the statements that work out those days, each measured by its run of forecasts."""
    run_of = dict(zip(days, runs, strict=True))
    return {
        "days": list(days),
        "first_day": days[0],
        "last_day": days[-1],
        "forecast_runs": list(runs),
        "run_ids": sorted({run for run in runs if run is not None}),
        "forecast_days": [day for day, run in run_of.items() if run is not None],
        "run_by_day": [run_of.get(day) for day in span(days[0], days[-1])],
    }


def _keep(cursor: Any, days: Sequence[date], run: ComputedRun) -> int:
    """Add the versions that differ from those kept; how many."""
    asked = {"days": list(days), "run_id": run.run_id, "computed_at": run.started}
    company = sql.SQL(read_sql("analytics", "kpis/company_versions.sql")).format(
        figures=sql.SQL(", ").join(sql.Identifier(name) for name in STORED)
    )
    added = 0
    for statement in (company, read_sql("analytics", "kpis/segment_versions.sql")):
        cursor.execute(statement, asked)
        added += cursor.rowcount
    cursor.execute(read_sql("analytics", "kpis/days_seen.sql"), asked)
    return added


def _record(run: ComputedRun, days: Sequence[date], rows: int, added: int) -> None:
    run.publish(
        rows_read=rows,
        rows_loaded=added,
        rows_duplicate=rows - added,
        as_of=days[-1],
        details={"from": str(days[0]), "to": str(days[-1]), "days": len(days)},
    )
