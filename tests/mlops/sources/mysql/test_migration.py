"""STOCK moved from a real MariaDB: every row, once, in the terms of this database."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from support.models import LoadRun
from tests.mlops.pipeline.conftest import Run
from tests.mlops.sources.mysql.mariadb import SERVER, MariaDb, mariadb

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("empty_world"),
    pytest.mark.skipif(SERVER is None, reason="no mariadbd: apt-get install mariadb-server-core"),
]

# The tables of the first specification, as its MySQL predecessor has them; ids start elsewhere.
STOCK = """
CREATE DATABASE STOCK CHARACTER SET utf8mb4;
USE STOCK;
CREATE TABLE dim_region (region_id INT PRIMARY KEY, name VARCHAR(64), state_code CHAR(2));
CREATE TABLE dim_site (site_id INT PRIMARY KEY, code VARCHAR(64), name VARCHAR(200),
  region_id INT, latitude DECIMAL(9, 6), longitude DECIMAL(9, 6), active TINYINT(1));
CREATE TABLE dim_supplier (supplier_id INT PRIMARY KEY, code VARCHAR(64), name VARCHAR(200),
  on_time_delivery_rate DECIMAL(5, 2), avg_lead_time_days INT, active TINYINT(1));
CREATE TABLE dim_item (item_id INT PRIMARY KEY, sku VARCHAR(64), name VARCHAR(200),
  family VARCHAR(64), unit_measure VARCHAR(20), abc_class CHAR(1), active TINYINT(1));
CREATE TABLE fact_demand_daily (demand_id BIGINT PRIMARY KEY AUTO_INCREMENT, full_date DATE,
  item_id INT, site_id INT, supplier_id INT, quantity DECIMAL(18, 4), unit_cost DECIMAL(18, 4));
CREATE TABLE fact_inventory_daily (inventory_id BIGINT PRIMARY KEY AUTO_INCREMENT, full_date DATE,
  item_id INT, site_id INT, current_stock DECIMAL(18, 4));
CREATE TABLE fact_orders (order_id BIGINT PRIMARY KEY, order_date DATE, item_id INT,
  supplier_id INT, site_id INT, quantity DECIMAL(18, 4), unit_price DECIMAL(18, 4),
  status VARCHAR(20), expected_delivery_date DATE, actual_delivery_date DATE);
INSERT INTO dim_region VALUES (701, 'Recôncavo', 'BA');
INSERT INTO dim_site VALUES (801, 'BA01', 'Torre Itapuã', 701, -12.94, -38.36, 1),
  (802, 'BA02', 'Almoxarifado', NULL, NULL, NULL, 1);
INSERT INTO dim_supplier VALUES (901, 'S1', 'Cabos & Cia', 87.50, 12, 1),
  (902, 'S2', 'Fibra Norte', 0.00, NULL, 0);
INSERT INTO dim_item VALUES (11, '0012', 'Conector RJ45', 'Conectores', 'UN', 'A', 1),
  (12, '0013', 'Cabo óptico', NULL, 'M', NULL, 1);
INSERT INTO fact_demand_daily (full_date, item_id, site_id, supplier_id, quantity, unit_cost)
VALUES ('2026-01-31', 11, 801, 901, 3.5000, 10.2500), ('2026-02-01', 11, 801, NULL, 2.0000, NULL),
  ('2026-02-28', 12, 802, 902, 0.0001, 1.0000), ('2026-03-01', 12, 802, 902, 7.0000, 1.0000);
INSERT INTO fact_inventory_daily (full_date, item_id, site_id, current_stock)
VALUES ('2026-02-01', 11, 801, 40.0000), ('2026-02-02', 11, 801, -2.0000);
INSERT INTO fact_orders VALUES (77, '2026-02-01', 11, 901, 801, 10.0000, 9.9900, 'RECEIVED',
  '2026-02-10', '2026-02-12'), (78, '2026-02-01', 11, 901, 801, 10.0000, 9.9900, 'PLACED',
  '2026-02-20', NULL);
"""


@pytest.fixture(scope="module")
def server() -> Iterator[MariaDb]:
    folder = Path(tempfile.mkdtemp(prefix="nova-mariadb-"))
    folder.chmod(0o711)
    try:
        with mariadb(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def stock(server: MariaDb, settings: Settings) -> MariaDb:
    server.run("DROP DATABASE IF EXISTS STOCK;\n" + STOCK)
    settings.MYSQL_URL = server.url()
    with connection.cursor() as cursor:
        for fact in ("fact_demand_daily", "fact_inventory_daily", "fact_orders"):
            cursor.execute("SELECT core.ensure_month(%s, '2026-01-01')", [fact])
    return server


def rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [tuple(map(str, row)) for row in cursor.fetchall()]


def test_every_row_arrives_under_the_codes_of_what_it_names(
    run_command: Run, stock: MariaDb, tmp_path: Path
) -> None:
    outcome = run_command("migrate_mysql", "--work", tmp_path)

    assert (outcome.code, outcome.err) == (0, "")
    assert rows(
        "SELECT full_date, sku, site.code, supplier.code, quantity, demand.unit_cost"
        " FROM core.fact_demand_daily AS demand JOIN core.dim_item USING (item_id)"
        " JOIN core.dim_site AS site USING (site_id)"
        " LEFT JOIN core.dim_supplier AS supplier USING (supplier_id) ORDER BY full_date"
    ) == [
        ("2026-01-31", "0012", "BA01", "S1", "3.5000", "10.2500"),
        ("2026-02-01", "0012", "BA01", "None", "2.0000", "None"),
        ("2026-02-28", "0013", "BA02", "S2", "0.0001", "1.0000"),
        ("2026-03-01", "0013", "BA02", "S2", "7.0000", "1.0000"),
    ]
    assert rows("SELECT full_date, current_stock FROM core.fact_inventory_daily ORDER BY 1") == [
        ("2026-02-01", "40.0000"),
        ("2026-02-02", "-2.0000"),
    ]
    assert rows(
        "SELECT order_number, status, actual_delivery_date FROM core.fact_orders ORDER BY 1"
    ) == [("STOCK-77", "RECEIVED", "2026-02-12"), ("STOCK-78", "PLACED", "None")]
    # 87.50 of a hundred: rates are fractions here.
    assert rows("SELECT code, on_time_delivery_rate, active FROM core.dim_supplier ORDER BY 1") == [
        ("S1", "0.8750", "True"),
        ("S2", "0.0000", "False"),
    ]
    assert rows("SELECT site.name, region.name FROM core.dim_site AS site"
                " JOIN core.dim_region AS region USING (region_id)") == [
        ("Torre Itapuã", "Recôncavo")
    ]  # fmt: skip


def test_a_month_that_arrived_is_not_read_again_and_changes_nothing(
    run_command: Run, stock: MariaDb, tmp_path: Path
) -> None:
    assert run_command("migrate_mysql", "--work", tmp_path).code == 0
    published = LoadRun.objects.filter(status="PUBLISHED").count()
    stock.run("RENAME TABLE fact_orders TO elsewhere;\n", "STOCK")

    again = run_command("migrate_mysql", "--work", tmp_path)

    assert again.code == 0
    assert LoadRun.objects.filter(status="PUBLISHED").count() == published


def test_it_goes_on_where_it_was_stopped(run_command: Run, stock: MariaDb, tmp_path: Path) -> None:
    stock.run(
        "UPDATE fact_demand_daily SET quantity = -1 WHERE full_date = '2026-02-28';\n", "STOCK"
    )
    stopped = run_command("migrate_mysql", "--work", tmp_path)
    assert stopped.code == 65
    assert "demand-2026-02" in stopped.err
    assert rows("SELECT count(*) FROM core.fact_demand_daily") == [("1",)]

    stock.run(
        "UPDATE fact_demand_daily SET quantity = 1 WHERE full_date = '2026-02-28';\n", "STOCK"
    )
    (tmp_path / "demand-2026-02.parquet").unlink()
    assert run_command("migrate_mysql", "--work", tmp_path).code == 0
    assert rows("SELECT count(*), sum(quantity) FROM core.fact_demand_daily") == [("4", "13.5000")]


def test_a_month_that_differs_is_named(run_command: Run, stock: MariaDb, tmp_path: Path) -> None:
    assert run_command("migrate_mysql", "--work", tmp_path).code == 0
    stock.run("DELETE FROM fact_demand_daily WHERE full_date = '2026-03-01';\n", "STOCK")
    stock.run(
        "INSERT INTO fact_demand_daily (full_date, item_id, site_id, quantity)"
        " VALUES ('2026-03-09', 11, 802, 5);\n",
        "STOCK",
    )
    outcome = run_command("migrate_mysql", "--work", tmp_path)
    assert outcome.code == 65
    [differing] = [line for line in outcome.out.splitlines() if "DIFFERS" in line]
    assert differing.split()[:5] == ["demand-2026-03", "1", "1", "5", "7"]


def test_a_trial_tells_what_there_is_and_moves_nothing(
    run_command: Run, stock: MariaDb, tmp_path: Path
) -> None:
    outcome = run_command("migrate_mysql", "--work", tmp_path / "work", "--dry-run")
    assert (outcome.code, outcome.err) == (0, "")
    told = {line.split()[0]: line.split()[1:] for line in outcome.out.splitlines() if line.strip()}
    assert told["demand-2026-02"] == ["2", "2.0001"]
    assert told["items"] == ["2", "—"]
    assert rows("SELECT count(*) FROM core.dim_item") == [("0",)]
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize(
    ("url", "code", "told"),
    [
        ("postgresql://reader:kept-secret@127.0.0.1/STOCK", 78, "BAD_ADDRESS"),
        ("mysql://reader:kept-secret@127.0.0.1:1/STOCK", 69, "NO_DATABASE"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    run_command: Run, settings: Settings, tmp_path: Path, url: str, code: int, told: str
) -> None:
    settings.MYSQL_URL = url
    outcome = run_command("migrate_mysql", "--work", tmp_path)
    assert outcome.code == code
    assert told in outcome.err
    assert "kept-secret" not in outcome.err
