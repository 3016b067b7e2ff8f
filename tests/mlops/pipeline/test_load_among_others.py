"""A load among readers who stay long, and beside what people decided."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import Popen

import psycopg
import pytest
from django.db import connection

from tests.databases import session, start_command, url_of
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import fingerprint, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

LOCK_TIMEOUT_S = 2.0  # what a load waits for a lock, and so what a reader may wait behind it
A_ROUND_TRIP_S = 1.0  # of one query and a busy machine


def demand_of_a_new_month(folder: Path) -> Path:
    path = folder / "demand.csv"
    path.write_text("full_date,sku,site_code,quantity\n2017-03-02,0012,BA01,3\n")
    return path


def newer_forecasts(folder: Path) -> Path:
    rows = forecast_rows(level=5, computed_at=COMPUTED_AT + timedelta(hours=1))
    return write_parquet(folder / "newer.parquet", rows)


def longest_wait(loader: "Popen[str]", table: str) -> float:
    """Seconds of the slowest of the queries that another reader makes until the loader ends."""
    waits = []
    with psycopg.connect(url_of("nova_api"), autocommit=True) as reader:
        while loader.poll() is None:
            started = time.monotonic()
            reader.execute(f"SELECT count(*) FROM {table}")
            waits.append(time.monotonic() - started)
    assert len(waits) > 10
    return max(waits)


LOADS = [
    ("load_forecasts", [], newer_forecasts, "analytics.forecasts"),
    ("load_dataset", ["demand"], demand_of_a_new_month, "core.fact_demand_daily"),
]


@pytest.mark.parametrize(
    ("command", "words", "build", "table"), LOADS, ids=[load[-1] for load in LOADS]
)
def test_nobody_queues_for_long_behind_a_load_that_waits_for_a_reader(
    load_forecasts: Load,
    tmp_path: Path,
    command: str,
    words: list[str],
    build: Callable[[Path], Path],
    table: str,
) -> None:
    load_forecasts(write_parquet(tmp_path / "good.parquet"))
    before = fingerprint()
    with session("nova_api") as stays:
        stays.execute(f"SELECT count(*) FROM {table}")

        loader = start_command(command, *words, build(tmp_path))
        waited = longest_wait(loader, table)
        _, said = loader.communicate(timeout=30)

    assert waited < LOCK_TIMEOUT_S + A_ROUND_TRIP_S
    assert (loader.returncode, fingerprint() == before) in {(0, False), (75, True)}, said


@pytest.fixture
def acknowledged() -> Iterator[int]:
    """A recommendation that somebody has acknowledged."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO analytics.recommendations"
            " (item_id, type, priority, message, acknowledged_at, acknowledged_by)"
            " SELECT item_id, 'REORDER', 'HIGH', 'Buy', TIMESTAMPTZ '2026-01-02 03:04+00', 'ana'"
            " FROM core.dim_item WHERE sku = '0012' RETURNING recommendation_id"
        )
        [number] = cursor.fetchone()
    yield int(number)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM analytics.recommendations")


def test_an_acknowledgement_outlives_the_loads_around_it(
    run_command: Load, load_forecasts: Load, tmp_path: Path, acknowledged: int
) -> None:
    (tmp_path / "items.csv").write_text("sku,name,unit_measure\n0012,Parafuso,UN\n")
    held = "SELECT * FROM analytics.recommendations WHERE recommendation_id = %s"
    before = query(held, acknowledged)

    assert load_forecasts(write_parquet(tmp_path / "a.parquet")).code == 0
    assert load_forecasts(newer_forecasts(tmp_path)).code == 0
    assert run_command("load_dataset", "items", tmp_path / "items.csv").code == 0

    assert query(held, acknowledged) == before
    assert before[0][-1] == "ana"
