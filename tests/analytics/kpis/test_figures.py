"""The KPIs of a simulated company, against the same figures worked out row by row in Python."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from analytics.kpis.computing import compute_kpis
from analytics.kpis.days import span
from tests.analytics.kpis.independent import World
from tests.mlops.conftest import empty_world, run_command
from tests.mlops.pipeline.conftest import Run

__all__ = ["empty_world", "run_command"]

DAYS = 21
RUNS = ((-12, "RETIRED"), (-5, "CHAMPION"), (-3, "CANDIDATE"))  # published so many days before
Table = dict[tuple[Any, ...], dict[str, Decimal | None]]


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def last_day() -> date:
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def world(empty_world: None, run_command: Run) -> World:
    """A simulated company with what real ones have besides, and three runs of forecasts."""
    seeded = run_command("seed_demo", "--items", 40, "--sites", 3, "--days", 70)
    assert seeded.code == 0, seeded.err
    spoil()
    for number, (days_before, status) in enumerate(RUNS):
        forecast(9000 + number, last_day() + timedelta(days=days_before), status)
    return World.read()


def spoil() -> None:
    """Negative stock, costs and unmet demand unknown, a second supplier, classes that change."""
    execute("UPDATE core.fact_inventory_daily SET current_stock = -3 WHERE inventory_id % 97 = 0")
    execute("UPDATE core.dim_item SET unit_cost = NULL WHERE item_id % 7 = 0")
    execute("UPDATE core.dim_item SET abc_class = NULL, family = NULL WHERE item_id % 11 = 0")
    execute("UPDATE core.dim_item SET unit_cost = unit_cost + 0.0125 WHERE item_id % 5 = 0")
    execute(
        "UPDATE core.fact_demand_daily SET unfulfilled_quantity = NULL, unit_cost = NULL"
        " WHERE demand_id % 3 = 0"
    )
    execute(
        "INSERT INTO core.fact_demand_daily"
        " (full_date, item_id, site_id, quantity, unit_cost, run_id)"
        " SELECT full_date, item_id, site_id, 1.5, 12.3456, 1 FROM core.fact_demand_daily"
        " WHERE demand_id % 10 = 1 AND supplier_id IS NOT NULL ON CONFLICT DO NOTHING"
    )
    middle, earlier = (last_day() - timedelta(days=days) for days in (7, 40))
    execute(
        "INSERT INTO analytics.item_classifications (item_id, valid_from, source, abc_class)"
        " SELECT item_id, day, 'COMPUTED', (ARRAY['A', 'B', 'C'])[1 + (item_id + shift) %% 3]"
        " FROM core.dim_item, (VALUES (%s::DATE, 0), (%s, 1)) AS computation (day, shift)"
        " WHERE item_id %% 4 <> 0",
        earlier, middle,
    )  # fmt: skip
    execute(
        "INSERT INTO analytics.item_classifications"
        " (item_id, valid_from, valid_to, source, abc_class, actor)"
        " SELECT item_id, %s, %s, 'OVERRIDE', 'A', 'ana' FROM core.dim_item WHERE item_id %% 6 = 0",
        last_day() - timedelta(days=15), last_day() - timedelta(days=4),
    )  # fmt: skip


def forecast(run_id: int, published: date, status: str) -> None:
    """A run of thirty days from the day before its publication on, some days in two horizons."""
    as_of = published - timedelta(days=1)
    execute(f"CREATE TABLE analytics.forecasts_{run_id}"
            f" PARTITION OF analytics.forecasts FOR VALUES IN ({run_id})")  # fmt: skip
    execute(
        "INSERT INTO support.load_runs (run_id, unit_id, dataset, status, source_name, rows_read,"
        " rows_loaded, rows_rejected, rows_duplicate, actor, app_version, started_at) VALUES"
        " (%s, %s, 'forecasts', 'PUBLISHED', 'f.parquet', 0, 0, 0, 0, 'loader', '3', now())",
        run_id, run_id,
    )  # fmt: skip
    noon = datetime.combine(published, time(12), UTC)
    execute(
        "INSERT INTO analytics.model_runs (run_id, dataset, status, as_of, computed_at, row_count,"
        " published_at) VALUES (%s, 'forecasts', %s, %s, %s, 0, %s)",
        run_id, status, as_of, noon, noon,
    )  # fmt: skip
    drawn = np.random.default_rng(run_id)
    pairs = execute("SELECT DISTINCT item_id, site_id FROM core.fact_demand_daily ORDER BY 1, 2")
    rows = [
        (run_id, as_of + timedelta(days=lead), *pair, horizon, str(round(drawn.gamma(1, 9), 4)),
         as_of, noon)
        for pair in pairs[::2]
        for lead in range(1, 31)
        for horizon in ((7, 30) if lead <= 7 else (30,))
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO analytics.forecasts (run_id, full_date, item_id, site_id, horizon_days,"
            " yhat, as_of, computed_at, model_tag) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'm')",
            rows,
        )


def kept(world: World, days: list[date]) -> Table:
    """What the product shows, by day and, of segments, dimension and segment."""
    names = list(world.figures(days[0]))
    columns = ", ".join(names)
    company = execute(
        f"SELECT full_date, {columns} FROM analytics.v_kpis_daily_latest WHERE full_date >= %s",
        days[0],
    )
    segments = execute(
        f"SELECT full_date, dimension, segment, {columns}"
        " FROM analytics.v_kpis_segment_daily_latest WHERE full_date >= %s",
        days[0],
    )
    return {
        **{row[:1]: dict(zip(names, row[1:], strict=True)) for row in company},
        **{row[:3]: dict(zip(names, row[3:], strict=True)) for row in segments},
    }


def test_every_figure_of_company_and_segments_is_what_its_definition_says(world: World) -> None:
    days = span(last_day() - timedelta(days=DAYS - 1), last_day())

    compute_kpis(days)

    expected: Table = {(day,): world.figures(day) for day in days} | {
        (day, *segment): world.figures(day, *segment)
        for day in days
        for segment in world.segments(day)
    }
    shown = kept(world, days)
    assert shown.keys() == expected.keys()
    assert len(expected) > 15 * DAYS  # 3 sites, 3 classes, regions and families besides the company
    assert {key: (shown[key], expected[key]) for key in shown if shown[key] != expected[key]} == {}


def test_the_simulated_company_has_what_each_figure_needs(world: World) -> None:
    measured = world.figures(last_day())
    assert [name for name, figure in measured.items() if figure is None] == []
    assert {world.forecast_run(last_day() - timedelta(days=n)) for n in (0, 8, 20)} == {
        9001, 9000, None,
    }  # fmt: skip
