"""Months are staged and committed by connections beside the load's before it publishes them: what
stops it in between changes nothing that readers see, and nothing stays of it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any, NamedTuple

import psycopg
import pytest
from django.db import connection

from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Run, changes, load, told
from tests.mlops.pipeline.published import fingerprint, leftovers, query
from tests.mlops.pipeline.test_load_safety import LOADERS, wait_until

FACT = "fact_demand_daily"
HELD = "2016_05"
MONTHS = (HELD, "2016_06", "2016_07")
HEADER = "full_date,sku,site_code,quantity\n"
MAY = "2016-05-31,0012,BA01,4\n"
ROWS = (
    f"{HEADER}2016-06-01,0012,BA01,5\n2016-07-01,0012,BA01,7\n2016-06-30,ELE-001,BA01,6\n"
    "2016-05-31,0012,BA01,9\n"  # a correction
)
BUILDERS = f"{LOADERS} AND application_name = 'nova load demand: months'"
# Locks of others that stop a load: at the foreign keys of its months, and at the record of its run,
# which comes after they were hung in.
STOPS = {
    "while it builds": "LOCK TABLE core.dim_item IN ROW EXCLUSIVE MODE",
    "while it publishes": "LOCK TABLE support.load_runs IN SHARE MODE",
}


@pytest.fixture(autouse=True)
def held_month(run_command: Run, tmp_path: Path, company: None) -> Iterator[None]:
    """Of MONTHS the fact has the first."""
    told(load(run_command, tmp_path, "demand", HEADER + MAY))
    yield
    with connection.cursor() as cursor:
        for month in MONTHS:
            cursor.execute(f"DROP TABLE IF EXISTS core.{FACT}_{month}")


def months() -> list[str]:
    """Which of MONTHS the fact has."""
    tables = [f"{FACT}_{month}" for month in MONTHS]
    held = query("SELECT relname FROM pg_class WHERE relname = ANY(%s)", tables)
    return sorted(table.removeprefix(f"{FACT}_") for (table,) in held)


class Stopped(NamedTuple):
    """A load that waits for what another session holds."""

    loader: Popen[str]
    other: psycopg.Connection[tuple[Any, ...]]


@contextmanager
def stopped(folder: Path, by: str) -> Iterator[Stopped]:
    """A load of ROWS behind the other session's statement, with months committed in staging."""
    (folder / "demand.csv").write_text(ROWS)
    with session("nova_owner") as other:
        other.execute(by)
        loader = start_command("load_dataset", "demand", folder / "demand.csv")
        wait_until(lambda: query(f"{LOADERS} AND wait_event_type = 'Lock'"))
        assert {name[-7:] for name in leftovers()} >= set(MONTHS)
        yield Stopped(loader, other)


@pytest.mark.parametrize("lock", STOPS.values(), ids=STOPS)
def test_a_kill_publishes_nothing_and_the_next_load_drops_the_months(
    run_command: Run, tmp_path: Path, lock: str
) -> None:
    before = fingerprint()
    with stopped(tmp_path, lock) as (loader, _):
        loader.kill()
        loader.communicate()
        wait_until(lambda: not query(LOADERS))

    assert (fingerprint(), months()) == (before, [HELD])
    assert {name[-7:] for name in leftovers()} >= set(MONTHS)
    assert changes(load(run_command, tmp_path, "demand", ROWS)) == (3, 1, 0)
    assert (months(), leftovers()) == (list(MONTHS), [])


@pytest.mark.parametrize("lock", STOPS.values(), ids=STOPS)
def test_a_stop_signal_leaves_nothing(tmp_path: Path, lock: str) -> None:
    before = fingerprint()
    with stopped(tmp_path, lock) as (loader, _):
        loader.terminate()
        loader.communicate(timeout=10)

    assert loader.returncode == 128 + signal.SIGTERM
    assert (fingerprint(), months(), leftovers()) == (before, [HELD], [])


def test_the_end_of_a_builders_session_publishes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    before = fingerprint()
    with stopped(tmp_path, STOPS["while it builds"]) as (loader, _):
        ended = query(f"SELECT pg_terminate_backend(pid) FROM ({BUILDERS}) AS builder")
        _, said = loader.communicate(timeout=30)

    assert len(ended) == 2
    assert (loader.returncode, said.partition(":")[0]) == (69, "NO_DATABASE")
    assert (fingerprint(), months(), leftovers()) == (before, [HELD], [])


def test_a_material_that_goes_while_its_month_is_built_is_missed(tmp_path: Path) -> None:
    gone = "DELETE FROM core.dim_item WHERE sku = 'ELE-001'"
    with stopped(tmp_path, gone) as (loader, other):
        other.commit()
        before = fingerprint()
        _, said = loader.communicate(timeout=30)

    assert (loader.returncode, said.partition(":")[0]) == (65, "CONSTRAINT")
    assert said.rstrip().endswith('_item_id_fkey"')
    assert (fingerprint(), months(), leftovers()) == (before, [HELD], [])


def test_a_reader_whose_moment_is_before_the_publication_sees_nothing_of_it(
    run_command: Run, tmp_path: Path
) -> None:
    """The corrected month and the new ones come together, though the new ones' rows were committed
    before: a reader that has its moment in between finds the months hung in when it plans."""
    with session("nova_api") as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT pg_current_snapshot()")  # its moment; it holds no table

        told(load(run_command, tmp_path, "demand", ROWS))

        demand = reader.execute("SELECT sum(quantity) FROM core.fact_demand_daily").fetchone()
    assert demand == (4,)
    assert query("SELECT sum(quantity) FROM core.fact_demand_daily") == [(5 + 7 + 6 + 9,)]
    assert months() == list(MONTHS)
