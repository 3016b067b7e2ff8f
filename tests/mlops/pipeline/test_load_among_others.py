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

LOCK_TIMEOUT_S = 0.08  # what a load waits for a lock at a time, and so a reader behind it
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


ADVICE = "dedupe_key,sku,site_code,type,priority,message,quantity_recommended\n"
FIRST = ADVICE + "r1,0012,BA01,REORDER,HIGH,Buy 10,10\nr2,0012,SP01,HOLD,LOW,Wait,\n"
CHANGED = FIRST.replace("HIGH,Buy 10,10", "CRITICAL,Buy 25,25")


def advice(folder: Path, text: str) -> Path:
    path = folder / "recommendations.csv"
    path.write_text(text)
    return path


@pytest.fixture
def acknowledged(run_command: Load, tmp_path: Path) -> Iterator[int]:
    """The first of two loaded recommendations, which somebody has acknowledged."""
    assert run_command("load_dataset", "recommendations", advice(tmp_path, FIRST)).code == 0
    with psycopg.connect(url_of("nova_api")) as reader:
        found = reader.execute(
            "INSERT INTO analytics.decisions (recommendation_id, kind, actor)"
            " SELECT recommendation_id, 'ACKNOWLEDGED', 'ana' FROM analytics.recommendations"
            " WHERE dedupe_key = 'r1' RETURNING recommendation_id"
        ).fetchone()
    assert found
    yield int(found[0])
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE analytics.recommendations CASCADE")


HELD = (
    "SELECT recommendation_id, message, quantity_recommended::INTEGER, actor, kind"
    " FROM analytics.recommendations JOIN analytics.decisions USING (recommendation_id)"
    " WHERE dedupe_key = 'r1'"
)
ANA = ("ana", "ACKNOWLEDGED")


def test_an_acknowledgement_outlives_the_same_advice_loaded_again(
    run_command: Load, tmp_path: Path, acknowledged: int
) -> None:
    again = run_command("load_dataset", "recommendations", advice(tmp_path, FIRST), "--force")
    assert (again.code, query(HELD)) == (0, [(acknowledged, "Buy 10", 10, *ANA)])

    changed = run_command("load_dataset", "recommendations", advice(tmp_path, CHANGED))
    assert (changed.code, query(HELD)) == (0, [(acknowledged, "Buy 25", 25, *ANA)])


def test_an_acknowledgement_outlives_the_loads_around_it(
    run_command: Load, load_forecasts: Load, tmp_path: Path, acknowledged: int
) -> None:
    (tmp_path / "items.csv").write_text("sku,name,unit_measure\n0012,Parafuso,UN\n")

    assert load_forecasts(write_parquet(tmp_path / "a.parquet")).code == 0
    assert load_forecasts(newer_forecasts(tmp_path)).code == 0
    assert run_command("load_dataset", "items", tmp_path / "items.csv").code == 0

    assert query(HELD) == [(acknowledged, "Buy 10", 10, *ANA)]
