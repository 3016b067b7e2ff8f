"""History read from a real PostgreSQL is the history of the same rows in a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import psycopg
import pytest

from mlops.offline import postgres_source
from mlops.offline.__main__ import main
from mlops.offline.demand_rows import build_history
from mlops.offline.history import DemandHistory, NoHistoryError
from mlops.offline.postgres_source import latest_postgres_date, read_postgres
from nova.embedded import Cluster, find_binaries
from tests.mlops.offline.worlds import history_of, write_unit

AS_OF = date(2026, 6, 10)

# The columns that the offline code reads; partitions, keys and constraints do not matter to it.
TABLES = """
CREATE SCHEMA core;
CREATE TABLE core.dim_item (item_id INTEGER, sku TEXT, active BOOLEAN, family TEXT);
CREATE TABLE core.dim_site (site_id INTEGER, code TEXT);
CREATE TABLE core.fact_demand_daily (
  full_date DATE,
  item_id INTEGER,
  site_id INTEGER,
  supplier_id INTEGER,
  quantity NUMERIC(18, 4),
  unfulfilled_quantity NUMERIC(18, 4),
  unit_cost NUMERIC(18, 4)
);
CREATE TABLE core.fact_inventory_daily (
  full_date DATE,
  item_id INTEGER,
  site_id INTEGER,
  current_stock NUMERIC(18, 4)
);
"""
ROWS = """
INSERT INTO core.dim_item VALUES
  (70, 'B, "quoted"', TRUE, NULL), (3, '010409', TRUE, 'POWER'), (9, 'Z', FALSE, 'POWER');
INSERT INTO core.dim_site VALUES (5, 'S2'), (8, 'S1');
INSERT INTO core.fact_demand_daily VALUES
  ('2023-01-02', 3, 5, 1, 4, NULL),
  ('2026-06-01', 3, 5, 1, 2.5, 0.5),
  ('2026-06-01', 3, 5, NULL, 1, NULL),
  ('2026-06-10', 70, 8, 2, 0, 7),
  ('2026-06-10', 9, 8, 2, 50, 0),
  ('2026-06-12', 3, 8, 1, 900, 0);
"""
# One item-site whose demand does not say what was lost; stock was out at the ends of three days.
STOCK = """
INSERT INTO core.dim_item VALUES (4, 'ALONE', TRUE, 'POWER');
INSERT INTO core.fact_demand_daily VALUES
  ('2026-05-01', 4, 5, 1, 2, NULL, 9.5),
  ('2026-06-01', 4, 5, 1, 2, NULL, 11.25),
  ('2026-06-10', 4, 5, 1, 2, NULL, NULL);
INSERT INTO core.fact_inventory_daily VALUES
  ('2026-06-04', 4, 5, 6), ('2026-06-05', 4, 5, 0), ('2026-06-06', 4, 5, 0),
  ('2026-06-07', 4, 5, 0), ('2026-06-05', 3, 5, 0), ('2026-06-06', 3, 5, 0);
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a private PostgreSQL that lives as long as this module's tests."""
    cluster = Cluster(tmp_path_factory.mktemp("postgres"), find_binaries())
    cluster.ensure_running()
    yield cluster.admin_url
    cluster.stop()


@pytest.fixture
def database_url(server: str) -> Iterator[str]:
    """URL of an empty database with the tables."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE offline")
        url = server.rsplit("/", 1)[0] + "/offline"
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
        yield url
        admin.execute("DROP DATABASE offline")


@pytest.fixture
def filled_url(database_url: str) -> str:
    """URL of the database with a few rows."""
    with psycopg.connect(database_url) as connection:
        connection.execute(ROWS)
    return database_url


def history_from(url: str) -> DemandHistory:
    """The history of the database up to AS_OF."""
    return build_history(read_postgres(url, as_of=AS_OF), as_of=AS_OF)


def test_reads_active_pairs_summed_over_suppliers(filled_url: str) -> None:
    history = history_from(filled_url)
    assert history.skus == ["010409", 'B, "quoted"']
    assert history.site_codes == ["S2", "S1"]
    # 2.5 served, 0.5 lost and 1 from an unknown supplier; then 7 that were all lost.
    assert history.units.tolist() == [4.0, 7.0]
    assert [history.families[position] for position in history.family] == ["POWER", ""]


def test_demand_older_than_the_window_still_says_since_when_a_pair_is_known(
    filled_url: str,
) -> None:
    assert history_from(filled_url).observed_from.tolist() == [0, 729]


def test_days_without_stock_and_costs_are_read_where_they_are_told(filled_url: str) -> None:
    with psycopg.connect(filled_url) as connection:
        connection.execute(STOCK)
    history = history_from(filled_url)
    assert history.skus == ["010409", "ALONE", 'B, "quoted"']
    # 5 June began with stock. The first item was out as well, but its demand tells what was lost.
    assert history.unseen_pair.tolist() == [1, 1]
    assert (729 - history.unseen_day).tolist() == [4, 3]
    assert np.isnan(history.unit_cost[[0, 2]]).all()
    assert history.unit_cost[1] == 11.25


def test_latest_date_counts_all_demand(filled_url: str) -> None:
    assert latest_postgres_date(filled_url) == date(2026, 6, 12)


def test_an_empty_table_is_an_error_that_names_it(database_url: str) -> None:
    with pytest.raises(NoHistoryError, match=r"core\.fact_demand_daily"):
        latest_postgres_date(database_url)
    with pytest.raises(NoHistoryError, match="2026-06-10"):
        history_from(database_url)


def test_large_results_arrive_whole_in_several_blocks(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_source, "BLOCK_BYTES", 1_000)
    days = pd.date_range(end=AS_OF, periods=400).date
    rows = [("A", "S", day, float(n), 0.0) for n, day in enumerate(days, start=1)]
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO core.dim_item VALUES (1, 'A', TRUE, 'POWER')")
        connection.execute("INSERT INTO core.dim_site VALUES (1, 'S')")
        statement = "INSERT INTO core.fact_demand_daily VALUES (%s, 1, 1, NULL, %s, %s, NULL)"
        connection.cursor().executemany(statement, [row[2:] for row in rows])
    stored = history_from(database_url)
    filed = history_of(write_unit(tmp_path, rows), AS_OF)
    assert np.array_equal(stored.units, filed.units)
    assert np.array_equal(stored.day, filed.day)


def test_the_command_forecasts_from_the_database_in_the_environment(
    filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", filled_url)
    assert main(["forecast", "--out", str(tmp_path), "--as-of", "2026-06-10", "--quiet"]) == 0
    rows = pd.read_parquet(tmp_path / "forecasts.parquet")
    assert rows.groupby(["sku", "site_code"]).size().to_dict() == {
        ("010409", "S2"): 90,
        ('B, "quoted"', "S1"): 90,
    }


def test_a_database_that_does_not_answer_fails_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    assert main(["forecast", "--out", str(tmp_path), "--database-url", url, "--quiet"]) == 1
    assert "forecast failed" in capsys.readouterr().err
