"""How good each run of forecasts was, over the days whose demand has come since.

A cell is an item, a site and a day. Its demand a is what was wanted: quantity and unfulfilled
quantity over all suppliers, 0 where no row is. Its forecast f is yhat of the run's row for it;
where the run has several for one model, of the one with the smallest horizon_days. Cells after
the last day of loaded demand are not scored. The lead time of a cell is its day less the row's
as-of date. A series is an item-site (and as-of date, where the rows of one run differ in it).

Of the cells of a run, model, lead time and segment, where a sum or mean has nothing to divide by,
the figure is NULL:

- wape: sum |f - a| / sum a. bias: sum (f - a) / sum a; positive is too much.
- mape: mean of |f - a| / a over cells with demand; mape_coverage: their share of all cells.
- mase: of each series, mean |f - a| over its scale; then the mean over series (Hyndman and
  Koehler 2006). The scale is the mean absolute difference of a day's demand from that of the day
  a week before, both within the 364 days up to the as-of date, 357 differences in all.
- rmsse: of each series, the root of mean (f - a)² over the mean of the same differences squared;
  then the mean over series (Makridakis, Spiliotis and Assimakopoulos 2022, with weekly
  differences).
- Series whose demand never differs from that of the week before have no scale: they are left out
  of mase, rmsse and pinball, and counted in unscaled_series.
- interval_coverage: share of cells with yhat_lower <= a <= yhat_upper, among interval_cells,
  those with both bounds and a level; nominal_coverage: mean of their confidence_level c.
- pinball_lower, _median, _upper: of each series, mean loss of yhat_lower as quantile (1 - c) / 2,
  of yhat as quantile 0.5 and of yhat_upper as quantile (1 + c) / 2, over the scale of mase; then
  the mean over series. The loss of q as quantile t is t (a - q) where a >= q, else (1 - t) (q -
  a).
- wape_naive: wape of the seasonal naive forecast, the demand of the latest such weekday up to the
  as-of date. fva_naive = wape_naive - wape and fva_zero = 1 - wape, which is the wape of
  forecasting nothing less ours: forecast value added, positive where the forecast is the better
  one.

Segments are those of today: code of the site, name of its region, family and ABC class of the
item as loaded. An item without a family is in no segment of families.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from analytics.models import ForecastAccuracy
from core.errors import Exit, UpkeepError, database_errors
from nova.db.locks import try_dataset_lock
from nova.db.sql import read_sql
from support.computed_runs import ComputedRun
from support.models import Freshness

RUN_NAME = "accuracy"
TABLES = {"forecast_accuracy": "segment_score", "forecast_accuracy_daily": "daily_score"}


@dataclass(frozen=True)
class RunScore:
    """What one run's scoring found: rows of both tables, how many of them are new or other than
    before, and the figures of each model over everything."""

    run_id: int
    status: str
    found: int
    changed: int
    overall: tuple[ForecastAccuracy, ...]


@dataclass(frozen=True)
class Scored:
    """The runs that were scored, and the last day of demand that they were held against."""

    until: date | None
    runs: tuple[RunScore, ...]


def score_forecasts(
    *, run_id: int | None = None, until: date | None = None, dry_run: bool = False
) -> Scored:
    """Score one run or all that still have their rows, in one transaction.

    until: last day of demand to use; the last one loaded where that is earlier. UpkeepError LOCKED
    while another scoring runs, NO_RUN when the run is not there or its rows are gone.
    """
    with database_errors(), transaction.atomic(), connection.cursor() as cursor:
        if not try_dataset_lock(cursor, RUN_NAME):
            raise UpkeepError("LOCKED", "another scoring is running", Exit.LOCKED)
        loaded = Freshness.objects.filter(dataset="demand").values_list("as_of", flat=True).first()
        last_day = min(filter(None, (until, loaded)), default=None) if loaded else None
        run = ComputedRun(RUN_NAME, source="analytics.forecasts", action="FORECASTS_SCORED")
        scored = Scored(last_day, _score_runs(cursor, run, run_id, last_day))
        if not dry_run:
            _record(run, scored)
        transaction.set_rollback(dry_run)
    return scored


def _score_runs(
    cursor: Any, run: ComputedRun, run_id: int | None, until: date | None
) -> tuple[RunScore, ...]:
    cursor.execute(read_sql("analytics", "accuracy/scorable_runs.sql"), {"run_id": run_id})
    runs = cursor.fetchall()
    if run_id is not None and not runs:
        message = f"there is no run {run_id} of forecasts that still has its rows"
        raise UpkeepError("NO_RUN", message, Exit.NO_FILE)
    if not runs or until is None:
        return ()
    cursor.execute("SET LOCAL work_mem = '128MB'")  # cells are joined in memory, not on disk
    cursor.execute("SET LOCAL enable_nestloop = off")
    first_day = min(first for _, _, first in runs)
    cursor.execute(
        read_sql("analytics", "accuracy/daily_demand.sql"), {"first_day": first_day, "until": until}
    )
    cursor.execute("ANALYZE pg_temp.daily_demand")
    scores = tuple(_score(cursor, run, of_run, status, until) for of_run, status, _ in runs)
    cursor.execute("DROP TABLE pg_temp.daily_demand")
    return scores


def _score(
    cursor: Any, run: ComputedRun, forecast_run_id: int, status: str, until: date
) -> RunScore:
    asked = {"forecast_run_id": forecast_run_id, "until": until, "run_id": run.run_id}
    cursor.execute(read_sql("analytics", "accuracy/scored_cells.sql"), asked)
    cursor.execute("ANALYZE pg_temp.scored_cell")
    kept = [_keep(cursor, table, score, asked) for table, score in TABLES.items()]
    cursor.execute("DROP TABLE pg_temp.scored_cell")
    found, changed = (sum(rows) for rows in zip(*kept, strict=True))
    overall = ForecastAccuracy.objects.overall(forecast_run_id) if found else ()
    return RunScore(forecast_run_id, status, found, changed, tuple(overall))


def _keep(cursor: Any, table: str, of_run: str, asked: dict[str, Any]) -> tuple[int, int]:
    """Rows found of a table, and how many of them are new or other than those kept before."""
    kept, score = sql.Identifier("analytics", table), sql.Identifier("pg_temp", of_run)
    form = "CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DROP"
    cursor.execute(sql.SQL(form).format(sql.Identifier(of_run), kept))
    cursor.execute(read_sql("analytics", f"accuracy/{of_run}s.sql"), asked)
    found = cursor.rowcount
    if found:  # else its days are still to come, or its rows go this very moment
        outdated = sql.SQL(read_sql("analytics", "accuracy/outdated_scores.sql"))
        cursor.execute(outdated.format(kept=kept, found=score), asked)
    form = "INSERT INTO {} TABLE {} ON CONFLICT DO NOTHING"
    cursor.execute(sql.SQL(form).format(kept, score))
    changed = cursor.rowcount
    cursor.execute(sql.SQL("DROP TABLE {}").format(score))
    return found, changed


def _record(run: ComputedRun, scored: Scored) -> None:
    found = sum(score.found for score in scored.runs)
    changed = sum(score.changed for score in scored.runs)
    run.publish(
        rows_read=found,
        rows_loaded=changed,
        rows_duplicate=found - changed,
        as_of=scored.until,
        details={"scored_runs": [score.run_id for score in scored.runs if score.found]},
    )
