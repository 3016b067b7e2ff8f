"""Migrations and months ahead while twenty people read and one transaction does not end."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

import psycopg
import pytest

from nova.roles import API, OWNER
from tests.mlops.faults.conftest import FULL
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.outages.conftest import Note
from tests.outages.world import manage

pytestmark = [pytest.mark.faults, pytest.mark.slow]

READERS = 20
HELD_S = 60 if FULL else 12
LONGEST_S = 2.5
BEFORE = ("analytics", "0008_champion")  # those after it change tables that everybody reads
HOT = (
    "SELECT count(*) FROM analytics.recommendations",
    "SELECT count(*) FROM analytics.alerts",
    "SELECT count(*) FROM analytics.model_runs",
    "SELECT count(*) FROM analytics.forecasts WHERE run_id = 1",
    "SELECT count(*) FROM core.dim_item",
    "SELECT count(*) FROM core.dim_site",
    "SELECT count(*) FROM core.fact_demand_daily WHERE full_date > '2026-10-01'",
    "SELECT count(*) FROM support.users",
)


@dataclass
class Reads:
    """How long each read took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def readers(server: Server) -> Iterator[Reads]:
    """They read under the API's role, whose statements end after five seconds."""
    stop, reads = threading.Event(), Reads()

    def read(number: int) -> None:
        dice = Random(number)
        with psycopg.connect(server.url(API), autocommit=True) as connection:
            while not stop.wait(0.05):
                began = time.monotonic()
                try:
                    connection.execute(dice.choice(HOT))
                except psycopg.Error as error:
                    reads.errors.append(str(error))
                reads.seconds.append(time.monotonic() - began)

    threads = [threading.Thread(target=read, args=[number]) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield reads
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def long_transaction(server: Server) -> Iterator[None]:
    """Somebody has read every hot table and has not ended the transaction for HELD_S."""
    with psycopg.connect(server.url(OWNER)) as connection:
        for statement in HOT:
            connection.execute(statement)
        timer = threading.Timer(HELD_S, connection.rollback)
        timer.start()
        yield
        timer.join()


def test_tables_are_changed_while_people_read_them(company: Server, note: Note) -> None:
    manage(company, "migrate", *BEFORE)
    with readers(company) as reads:
        wait_until(lambda: len(reads.seconds) > READERS, seconds=30, what="the readers")
        with long_transaction(company):
            began = time.monotonic()
            told = manage(company, "migrate")
            taken = time.monotonic() - began
    note(
        f"migrate under {READERS} readers and a transaction of {HELD_S} s",
        f"done after {taken:.1f} s, longest of {len(reads.seconds):,} reads"
        f" {max(reads.seconds):.2f} s, {len(reads.errors)} errors",
    )
    assert "Applying analytics.0014_hot_lists... OK" in told
    assert reads.errors == []
    assert max(reads.seconds) < LONGEST_S


def test_months_are_made_while_people_read(company: Server, note: Note) -> None:
    ahead = "16"
    with readers(company) as reads:
        wait_until(lambda: len(reads.seconds) > READERS, seconds=30, what="the readers")
        with long_transaction(company):
            began = time.monotonic()
            told = manage(company, "ensure_partitions", "--ahead", ahead)
            taken = time.monotonic() - began
    note(
        f"ensure_partitions under {READERS} readers and a transaction of {HELD_S} s",
        f"done after {taken:.1f} s, longest of {len(reads.seconds):,} reads"
        f" {max(reads.seconds):.2f} s, {len(reads.errors)} errors",
    )
    assert "30 partitions created" in told  # 16 months of three facts, six of them were there
    assert reads.errors == []
    assert max(reads.seconds) < LONGEST_S
