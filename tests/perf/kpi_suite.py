"""The KPI suite: figures of days worked out, against the job that was first specified."""

import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np

from tests.perf.bench import Bench, Suite
from tests.perf.demand_files import DAYS, YEAR, pairs_for, write_day_of_year, write_year
from tests.perf.forecast_files import write_forecasts
from tests.perf.loads import checkpoint
from tests.perf.peers import TABLES_SQL
from tests.perf.report import Row, at_least
from tests.perf.sizes import short
from tests.perf.stock_files import write_inventory, write_orders

SPECIFIED_SQL = Path(__file__).with_name("specified_kpis.sql")
BACKFILL = 90  # days
LAST: date = DAYS[-1].item()
FIRST = LAST - timedelta(days=BACKFILL - 1)
LATE_DAY = np.datetime64(LAST - timedelta(days=30))
SPECIFIED = {"first_day": FIRST, "last_day": LAST}


def company_of_a_year(bench: Bench) -> None:
    """Thirteen months of demand, and stock, orders and forecasts of its last ninety days."""
    with bench.steps.step("an empty company"):
        bench.server.start()
        bench.load_company()
    for dataset, file in _files(bench).items():
        bench.load(dataset, file)
    with bench.steps.step("costs, and the day the forecasts were published"):
        _settle(bench)


def _files(bench: Bench) -> dict[str, Path]:
    rows, forecasts = bench.sizes.demand, bench.sizes.scale
    pairs, size = pairs_for(rows, len(YEAR)), short(rows)
    get = bench.files.get
    return {
        "demand": get(f"demand.{size}.year.parquet", lambda path: write_year(path, rows=rows)),
        "inventory": get(
            f"inventory.{size}.parquet",
            lambda path: write_inventory(path, pairs=pairs, days=BACKFILL),
        ),
        "orders": get(
            f"orders.{size}.parquet", lambda path: write_orders(path, pairs=pairs, days=BACKFILL)
        ),
        "forecasts": get(
            f"forecasts.{short(forecasts)}.past.parquet",
            lambda path: write_forecasts(
                path, rows=forecasts, model_tag="bench_past", level=0, as_of=_as_of()
            ),
        ),
    }


def _as_of() -> date:
    return FIRST - timedelta(days=1)


def _settle(bench: Bench) -> None:
    """What no file can tell: the forecasts were published before the days they are of."""
    with bench.server.admin() as connection:
        connection.execute("UPDATE core.dim_item SET unit_cost = 1.5 + item_id % 1250")
        connection.execute(
            "UPDATE analytics.model_runs SET published_at = %(day)s, crowned_at = %(day)s",
            {"day": _as_of()},
        )
        connection.execute("VACUUM (ANALYZE)")
        connection.execute(TABLES_SQL.read_bytes())


def backfill(bench: Bench) -> list[Row]:
    """Ninety days into empty tables, ours and the specified job in turns."""
    ours, specified = [], []
    for _ in bench.repetitions():
        specified.append(_specified(bench))
        _forget(bench)
        ours.append(_compute(bench, "--from", str(FIRST), "--to", str(LAST)))
        _expect_every_figure(bench)
    return [
        _faster(
            "kpi.global", 3, specified, ours,
            "the company's figures, which come with those of every segment",
        ),
        _faster(
            "kpi.segments", 1, specified, ours,
            "the company and every site, region, family and ABC class, against the company alone",
        ),
    ]  # fmt: skip


def _faster(name: str, bound: float, specified: list[float], ours: list[float], what: str) -> Row:
    return Row(
        name=name,
        ours=median(ours),
        peer=median(specified),
        unit="s",
        goal=at_least(bound),
        how_much_less=True,
        about=f"the job first specified, repaired / `compute_kpis` of the same {BACKFILL} days,"
        f" from the start of the process to its end: {what}",
    )


def late_day(bench: Bench) -> list[Row]:
    """One day's demand corrected, after all days have their figures."""
    _forget(bench)
    whole = _compute(bench, "--from", str(DAYS[YEAR[0]]), "--to", str(LAST))
    ninety, late = [], []
    for number in bench.repetitions():
        bench.load("demand", _correction(bench, number))
        late.append(_compute(bench, "--late", "--to", str(LAST)))
        ninety.append(_compute(bench, "--from", str(FIRST), "--to", str(LAST)))
    return [
        Row(
            "kpi.late_day", ours=median(late), peer=median(ninety), unit="s", how_much_less=True,
            goal=at_least(1),
            about=f"`compute_kpis` of {BACKFILL} days again / `compute_kpis --late` after a"
            " correction of one day, found among thirteen months that took"
            f" {whole:.0f} s when they were first worked out",
        )
    ]  # fmt: skip


def _correction(bench: Bench, number: int) -> Path:
    rows = bench.sizes.demand
    return bench.files.get(
        f"demand.{short(rows)}.day.{number}.parquet",
        lambda path: write_day_of_year(path, rows=rows, day=LATE_DAY, raised_by=float(number)),
    )


def _compute(bench: Bench, *options: str) -> float:
    """Seconds of the command, its process included."""
    checkpoint(bench.server)
    with bench.steps.step(f"compute_kpis {' '.join(options)}"):
        started = time.monotonic()
        bench.server.manage("compute_kpis", *options)
        return time.monotonic() - started


def _specified(bench: Bench) -> float:
    checkpoint(bench.server)
    with bench.steps.step("peer: the job first specified"), bench.server.admin() as connection:
        started = time.monotonic()
        connection.execute(SPECIFIED_SQL.read_text(encoding="utf-8"), SPECIFIED)
        return time.monotonic() - started


def _expect_every_figure(bench: Bench) -> None:
    """RuntimeError unless both jobs found demand, stock and forecasts of every day: what has
    nothing to read is soon done.
    """
    with bench.server.admin() as connection:
        for table in ("bench.kpis_specified", "analytics.kpis_daily"):
            found = connection.execute(
                f"SELECT count(DISTINCT full_date) FROM {table} WHERE num_nulls(total_demand,"
                " stockout_rate, abc_a_share, forecast_mape, avg_inventory_value) = 0"
            ).fetchone()
            if found != (BACKFILL,):
                raise RuntimeError(f"{table} tells of {found} days, not of {BACKFILL}")


def _forget(bench: Bench) -> None:
    with bench.server.admin() as connection:
        connection.execute(
            "TRUNCATE analytics.kpis_daily, analytics.kpis_segment_daily, analytics.kpi_days"
        )


KPIS = Suite(
    name="kpi",
    prepare=company_of_a_year,
    parts={"backfill": backfill, "late_day": late_day},
)
